package dev.millrace.orchestrator.schedule;

import static org.awaitility.Awaitility.await;

import dev.millrace.contracts.orchestrator.Firing;
import dev.millrace.contracts.orchestrator.OrchestratorApi;
import dev.millrace.contracts.orchestrator.ScheduleRequest;
import dev.millrace.kit.test.MillraceTest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole service against a real database. The clock of schedules stands until a test moves it,
 * and nothing looks at schedules and triggers but the test.
 */
@MillraceTest
@Import(ScheduleTests.Settable.class)
@TestPropertySource(
        properties = {
            "millrace.schedules.look=1h",
            "millrace.triggers.look=1h",
            "millrace.connections.house.url=${spring.datasource.url}",
            "millrace.connections.house.username=${spring.datasource.username}",
            "millrace.connections.house.password=${spring.datasource.password}",
            "millrace.runs.sweep=100ms",
            "millrace.runs.cancel-grace=300ms",
            "millrace.services.ingest=http://127.0.0.1:1",
            "logging.structured.format.console="
        })
public abstract class ScheduleTests {

    static final SettableClock CLOCK = new SettableClock();

    @TestConfiguration
    static class Settable {

        @Bean
        @Primary
        CalendarTime settableTime() {
            return CLOCK;
        }
    }

    @Autowired protected OrchestratorApi runs;
    @Autowired ScheduleController api;
    @Autowired Watch watch;
    @Autowired Decisions decisions;
    @Autowired protected JdbcClient jdbc;
    @Autowired protected JsonMapper json;
    @Autowired Environment environment;
    @LocalServerPort int port;

    @BeforeEach
    protected void bare() {
        CLOCK.set("2026-11-20T12:00:00Z");
        jdbc.sql("delete from schedule").update();
        jdbc.sql("delete from trigger").update();
        // Nobody answers there, so its runs go on until they are cancelled.
        runs.post(
                """
                pipeline: held
                steps:
                  a: {type: ingest, dataset: d, source: /x,
                      retry: {attempts: 10, backoff: 1h, maxBackoff: 1h}}
                """);
        runs.post(
                "pipeline: quick\nparameters: {at: none, before: none}\nsteps: {a: {type: noop}}");
    }

    void put(String name, String request) {
        api.put(name, json.readValue(request, ScheduleRequest.class));
    }

    void lookAt(String instant) {
        CLOCK.set(instant);
        watch.look();
    }

    /** Oldest first. */
    List<Firing> firings(String name) {
        return api.firings(name, null, null, 1000).reversed();
    }

    void allEnd(String name) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() ->
                        firings(name).stream()
                                .map(Firing::runState)
                                .allMatch(state -> state == null || state.isTerminal()));
    }

    protected void ends(UUID run) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> runs.run(run).state().isTerminal());
    }

    protected RestClient http() {
        return RestClient.create("http://127.0.0.1:" + port);
    }
}
