package dev.millrace.training;

import dev.millrace.contracts.prep.PrepApi;
import dev.millrace.training.launch.WorkerSettings;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.web.service.registry.ImportHttpServices;

/** training-service. */
@SpringBootApplication
@EnableConfigurationProperties(WorkerSettings.class)
@ImportHttpServices(group = "prep", types = PrepApi.class)
public class TrainingApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(TrainingApplication.class, arguments);
    }
}
