package dev.millrace.inference;

import dev.millrace.contracts.training.TrainingApi;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.web.service.registry.ImportHttpServices;

@SpringBootApplication
@ConfigurationPropertiesScan
@ImportHttpServices(group = "training", types = TrainingApi.class)
public class InferenceApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(InferenceApplication.class, arguments);
    }
}
