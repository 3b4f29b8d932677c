package dev.millrace.orchestrator.task;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Databases that pipelines may use, by name. No other can be reached, the platform's own included.
 */
@ConfigurationProperties("millrace")
record ConnectionSettings(@DefaultValue Map<String, Database> connections) {

    /**
     * @param url such as jdbc:postgresql://host/database
     * @param password where it may stand in the settings
     * @param passwordSecret name of the secret that holds it, where it may not
     */
    record Database(
            String url,
            @Nullable String username,
            @Nullable String password,
            @Nullable String passwordSecret) {}
}
