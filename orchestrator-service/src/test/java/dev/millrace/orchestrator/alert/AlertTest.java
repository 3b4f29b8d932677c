package dev.millrace.orchestrator.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.millrace.contracts.orchestrator.OrchestratorApi;
import dev.millrace.contracts.orchestrator.Run;
import dev.millrace.contracts.orchestrator.StartRun;
import dev.millrace.orchestrator.run.RunTests;
import dev.millrace.orchestrator.task.Signature;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The sender is called by hand; the service's own one has no webhook. */
class AlertTest extends RunTests {

    private record Received(String body, String signature) {}

    @Autowired OrchestratorApi runs;
    @Autowired JdbcClient rows;
    @Autowired JsonMapper json;

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile int answer = 204;
    private HttpServer server;
    private Alerts alerts;

    @BeforeEach
    void listen() throws IOException {
        rows.sql("delete from alert").update();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/hook",
                exchange -> {
                    try (exchange) {
                        received.add(
                                new Received(
                                        new String(
                                                exchange.getRequestBody().readAllBytes(),
                                                StandardCharsets.UTF_8),
                                        exchange.getRequestHeaders().getFirst(Signature.HEADER)));
                        exchange.sendResponseHeaders(answer, -1);
                    }
                });
        server.start();
        var settings =
                new AlertSettings(
                        URI.create(
                                "http://127.0.0.1:%d/hook"
                                        .formatted(server.getAddress().getPort())),
                        "s3cr3t",
                        Duration.ofSeconds(1),
                        Duration.ofHours(1));
        alerts = new Alerts(new Outbox(rows), settings, json, Clock.systemUTC(), metrics);
    }

    @AfterEach
    void hangUp() {
        server.stop(0);
    }

    @Test
    void tellsOfAFailedRunOnceAndSigned() {
        var run = failed();

        alerts.run();
        alerts.run();

        assertThat(received).hasSize(1);
        var alert = json.readTree(received.getFirst().body());
        assertThat(alert.path("type").asString()).isEqualTo("run-failed");
        assertThat(alert.path("run").asString()).isEqualTo(run.id().toString());
        assertThat(alert.path("pipeline").asString()).isEqualTo("alarming");
        assertThat(alert.path("message").asString()).contains("'gate' failed");
        var signature = received.getFirst().signature();
        var at =
                Instant.ofEpochSecond(
                        Long.parseLong(signature.substring(2, signature.indexOf(','))));
        assertThat(at).isBetween(Instant.now().minusSeconds(60), Instant.now());
        assertThat(signature)
                .isEqualTo(
                        Signature.of(
                                received.getFirst().body().getBytes(StandardCharsets.UTF_8),
                                "s3cr3t",
                                at));
        assertThat(count("sent")).isEqualTo(1);
    }

    @Test
    void tellsOfLateRunsAndSteps() {
        var run = failed().id();
        event(run, "run-late", null);
        event(run, "step-late", "gate");
        event(run, "step-progress", "gate");

        alerts.run();

        assertThat(received)
                .map(each -> json.readTree(each.body()).path("type").asString())
                .containsExactlyInAnyOrder("run-failed", "run-late", "step-late");
    }

    @Test
    void triesAgainAfterGrowingPausesUnderTheSameId() {
        failed();
        answer = 500;

        alerts.run();
        var first = pause();
        alerts.run();
        assertThat(received).as("not before the pause is over").hasSize(1);
        pauseIsOver();
        alerts.run();
        var second = pause();
        answer = 200;
        pauseIsOver();
        alerts.run();

        assertThat(received).map(this::id).hasSize(3).containsOnly(id(received.getFirst()));
        assertThat(second).isGreaterThan(first.multipliedBy(3).dividedBy(2));
        assertThat(count("failed")).isEqualTo(2);
        assertThat(count("sent")).isEqualTo(1);
        assertThat(rows.sql("select count(*) from alert").query(Long.class).single()).isZero();
    }

    @Test
    void dropsWhatIsTooOldToMatter() {
        failed();
        rows.sql("update alert set at = at - interval '2 hours'").update();

        alerts.run();

        assertThat(received).isEmpty();
        assertThat(count("dropped")).isEqualTo(1);
    }

    @Test
    void itsSettingsDoNotTellTheSecret() {
        assertThat(new AlertSettings(null, "s3cr3t", Duration.ZERO, Duration.ZERO).toString())
                .doesNotContain("s3cr3t");
    }

    private Run failed() {
        runs.post(
                """
                pipeline: alarming
                parameters: {x: 1}
                steps: {gate: {type: condition, require: "${parameters.x} > 1"}}
                """);
        var run = runs.start(null, new StartRun("alarming", null, Map.of())).getBody();
        return Awaitility.await()
                .pollInterval(Duration.ofMillis(10))
                .until(() -> runs.run(run.id()), found -> found.state().isTerminal());
    }

    private void event(UUID run, String type, String step) {
        rows.sql(
                        """
                        insert into event (run, number, at, step, attempt, type, message, actor, data)
                        select :run, max(number) + 100, database_now(), :step, 0, :type, 'late', 'millrace', '{}'
                          from event where run = :run
                        """)
                .param("run", run)
                .param("step", step)
                .param("type", type)
                .update();
    }

    private Duration pause() {
        return Duration.ofMillis(
                rows.sql("select extract(epoch from next_at - database_now()) * 1000 from alert")
                        .query(Double.class)
                        .single()
                        .longValue());
    }

    private void pauseIsOver() {
        rows.sql("update alert set next_at = database_now()").update();
    }

    private String id(Received each) {
        JsonNode alert = json.readTree(each.body());
        return alert.path("id").asString();
    }

    private double count(String outcome) {
        return metrics.counter("millrace.alerts", "outcome", outcome).count();
    }
}
