package dev.millrace.orchestrator;

import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** A second orchestrator on the database, the store and the services of the first. */
public final class Another {

    private Another() {}

    public static ConfigurableApplicationContext beside(Environment first, String... settings) {
        return beside(first, new Class<?>[0], settings);
    }

    /**
     * Starts it; to be closed by the caller.
     *
     * @param more configuration beyond the service's own
     * @param settings as on a command line
     */
    public static ConfigurableApplicationContext beside(
            Environment first, Class<?>[] more, String... settings) {
        var shared =
                Stream.of(
                                "spring.datasource.url",
                                "spring.datasource.username",
                                "spring.datasource.password",
                                "millrace.store.endpoint",
                                "millrace.store.bucket",
                                "millrace.store.access-key",
                                "millrace.store.secret-key",
                                "millrace.store.path-style",
                                "millrace.services.ingest",
                                "millrace.runs.poll",
                                "millrace.runs.sweep",
                                "millrace.runs.cancel-grace")
                        .filter(first::containsProperty)
                        .filter(name ->
                                Stream.of(settings)
                                        .noneMatch(own -> own.startsWith("--" + name + "=")))
                        .map(name -> "--%s=%s".formatted(name, first.getProperty(name)));
        var classes =
                Stream.concat(Stream.of(OrchestratorApplication.class), Stream.of(more))
                        .toArray(Class<?>[]::new);
        return new SpringApplicationBuilder(classes)
                .run(
                        Stream.of(shared, Stream.of(settings), Stream.of("--server.port=0"))
                                .flatMap(each -> each)
                                .toArray(String[]::new));
    }
}
