package dev.millrace.prep;

import dev.millrace.contracts.ingest.IngestApi;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.web.service.registry.ImportHttpServices;

/** Starts prep-service. */
@SpringBootApplication
@ConfigurationPropertiesScan
@ImportHttpServices(group = "ingest", types = IngestApi.class)
public class PrepApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(PrepApplication.class, arguments);
    }
}
