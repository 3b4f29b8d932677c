package dev.millrace.orchestrator.run;

import static org.awaitility.Awaitility.await;

import dev.millrace.contracts.orchestrator.Run;
import dev.millrace.contracts.orchestrator.StartRun;
import dev.millrace.contracts.orchestrator.Step;
import dev.millrace.contracts.orchestrator.StepState;
import dev.millrace.kit.test.MillraceTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.client.RestClient;

/** The whole service against a real database, with one stand-in for all four services. */
@MillraceTest
public abstract class RunTests {

    static final StandInService SERVICE = new StandInService();
    static final Path SECRETS = secrets();

    @Autowired OrchestratorController api;
    @Autowired Rounds rounds;
    @Autowired Instance instance;
    @Autowired JdbcClient jdbc;
    @LocalServerPort int port;

    @DynamicPropertySource
    static void standIn(DynamicPropertyRegistry properties) {
        for (var service : new String[] {"ingest", "prep", "training", "inference"}) {
            properties.add("millrace.services." + service, SERVICE::url);
        }
        properties.add("millrace.runs.poll", () -> "100ms");
        properties.add("millrace.runs.sweep", () -> "100ms");
        properties.add("millrace.secrets.directory", SECRETS::toString);
        properties.add("millrace.connections.house.url", () -> "${spring.datasource.url}");
        properties.add(
                "millrace.connections.house.username", () -> "${spring.datasource.username}");
        properties.add(
                "millrace.connections.house.password", () -> "${spring.datasource.password}");
        properties.add("millrace.connections.closed.url", () -> "${spring.datasource.url}");
        properties.add("millrace.connections.closed.username", () -> "nobody");
        properties.add("millrace.connections.closed.password-secret", () -> "api-key");
    }

    private static Path secrets() {
        try {
            var directory = Files.createTempDirectory("secrets");
            Files.writeString(directory.resolve("api-key"), "K3Y-never-to-be-seen\n");
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void calm() {
        SERVICE.reset();
    }

    Run started(String definition) {
        return started(definition, Map.of());
    }

    Run started(String definition, Map<String, Object> parameters) {
        var version = api.post(definition);
        return api.start(null, new StartRun(version.pipeline(), version.number(), parameters))
                .getBody();
    }

    Run ended(UUID run) {
        return await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> api.run(run), found -> found.state().isTerminal());
    }

    Step step(UUID run, String name) {
        return api.run(run).steps().stream()
                .filter(step -> step.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    Step when(UUID run, String name, StepState state) {
        return await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> step(run, name), step -> step.state() == state);
    }

    /** The job behind a step's attempt, once its service was asked for it. */
    UUID job(UUID run, String step, int attempt) {
        return await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> SERVICE.job(run, step, attempt), job -> job != null);
    }

    RestClient http() {
        return RestClient.create("http://127.0.0.1:" + port);
    }
}
