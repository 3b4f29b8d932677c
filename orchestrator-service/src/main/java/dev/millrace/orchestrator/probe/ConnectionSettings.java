package dev.millrace.orchestrator.probe;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Databases that pipelines may ask, by name. */
@ConfigurationProperties("millrace")
record ConnectionSettings(@DefaultValue Map<String, Connection> connections) {

    /**
     * @param url such as jdbc:postgresql://host/database
     */
    record Connection(String url, @Nullable String username, @Nullable String password) {}
}
