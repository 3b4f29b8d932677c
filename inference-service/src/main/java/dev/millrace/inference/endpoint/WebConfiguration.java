package dev.millrace.inference.endpoint;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts the gate before predictions. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {

    private final PredictionGate gate;

    WebConfiguration(PredictionGate gate) {
        this.gate = gate;
    }

    @Override
    public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors.addInterceptor(gate).addPathPatterns("/v1/endpoints/*/predictions");
    }
}
