package dev.millrace.kit.web;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.web.client.support.RestClientHttpServiceGroupConfigurer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** What every service's HTTP has in common. */
@AutoConfiguration
@EnableConfigurationProperties(HttpSettings.class)
class WebConfiguration {

    @Bean
    ProblemResponses problemResponses() {
        return new ProblemResponses();
    }

    @Bean
    JsonMapperBuilderCustomizer strictJson() {
        return StrictJson::of;
    }

    @Bean
    OpenAPI openApi(@Value("${spring.application.name}") String service) {
        return new OpenAPI()
                .info(
                        new Info()
                                .title("Millrace: " + service)
                                .version("v1")
                                .description(
                                        "Failures are RFC 9457 problem details with a stable `code`; long requests are jobs."));
    }

    @Bean
    FilterRegistrationBean<BodyLimitFilter> bodyLimitFilter(
            HttpSettings settings, JsonMapper json) {
        return new FilterRegistrationBean<>(new BodyLimitFilter(settings, json));
    }

    @Bean
    WebMvcConfigurer idempotencyKeyCheck() {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry interceptors) {
                interceptors.addInterceptor(new IdempotencyKeyCheck());
            }
        };
    }

    @Bean
    RestClientHttpServiceGroupConfigurer serviceCalls(JsonMapper json) {
        var calls = new ServiceCalls(json);
        return groups -> groups.forEachClient((group, client) -> calls.apply(group.name(), client));
    }
}
