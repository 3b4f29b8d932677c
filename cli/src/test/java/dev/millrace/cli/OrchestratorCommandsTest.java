package dev.millrace.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.millrace.cli.platform.Json;
import dev.millrace.cli.platform.Part;
import dev.millrace.cli.platform.PlatformState;
import dev.millrace.cli.platform.ProcessIdentity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From what is typed to what the orchestrator is asked, and back to what is read. */
class OrchestratorCommandsTest {

    private static final String RUN = "019aa3c1-7a44-7a5e-9a4b-0f8a8d0a5f11";
    private static final String POOL =
            """
            {"name": "gpu", "slots": 1, "waiting": 2,
             "holders": [{"run": "%s", "step": "train", "pipeline": "churn", "since": "2026-11-20T12:00:00Z"}]}\
            """
                    .formatted(RUN);
    private static final Map<String, String> ANSWERS =
            Map.of(
                    "GET /v1/pools",
                    "[" + POOL + "]",
                    "PUT /v1/pools/gpu",
                    POOL,
                    "GET /v1/runs/" + RUN + "/why",
                    """
                    {"run": "%s", "state": "RUNNING", "steps": [
                     {"name": "train", "state": "QUEUED", "since": "2026-11-20T12:00:00Z",
                      "earliest": "2026-11-20T13:00:00Z",
                      "missing": [{"kind": "SLOT", "what": "a slot of the pool gpu must be free", "name": "gpu",
                       "position": 2, "holders": [{"run": "%s", "pipeline": "churn", "step": "fit",
                       "since": "2026-11-20T11:00:00Z", "until": null}]}]}]}\
                    """
                            .formatted(RUN, RUN),
                    "GET /v1/schedules",
                    """
                    [{"name": "nightly", "definition": {"pipeline": "churn", "cron": "30 2 * * *", "zone": "Europe/Zurich"},
                      "paused": false, "next": "2026-11-21T01:30:00Z", "createdAt": "2026-11-20T12:00:00Z",
                      "updatedAt": "2026-11-20T12:00:00Z", "updatedBy": "ada"}]\
                    """,
                    "POST /v1/triggers/landed/pause",
                    """
                    {"name": "landed", "definition": {"pipeline": "orders", "on": {"s3": {"prefix": "in/"}}},
                     "paused": true, "createdAt": "2026-11-20T12:00:00Z", "updatedAt": "2026-11-20T12:00:00Z",
                     "updatedBy": "ada", "trouble": {"message": "S3 is away", "since": "2026-11-20T12:00:00Z", "looks": 3}}\
                    """,
                    "POST /v1/runs/" + RUN + "/steps/release/approve",
                    """
                    {"id": "%s", "pipeline": "churn", "version": 1, "state": "RUNNING", "parameters": {},
                     "steps": [], "startedBy": "ada", "createdAt": "2026-11-20T12:00:00Z"}\
                    """
                            .formatted(RUN));

    @TempDir private Path home;

    private final List<String> asked = new ArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PrintStream originalOut = System.out;
    private HttpServer orchestrator;

    @BeforeEach
    void aPlatformRuns() throws IOException {
        System.setOut(new PrintStream(out, true));
        orchestrator =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        orchestrator.createContext(
                "/",
                exchange -> {
                    asked.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
                    var key =
                            "%s %s"
                                    .formatted(
                                            exchange.getRequestMethod(), exchange.getRequestURI());
                    var answer = ANSWERS.getOrDefault(key, "").getBytes(UTF_8);
                    exchange.sendResponseHeaders(answer.length == 0 ? 404 : 200, answer.length);
                    try (exchange) {
                        exchange.getResponseBody().write(answer);
                    }
                });
        orchestrator.start();
        int base = orchestrator.getAddress().getPort() - Part.ORCHESTRATOR.port(0);
        var state = new PlatformState(ProcessIdentity.self(), base, Instant.EPOCH, List.of());
        Files.write(home.resolve("platform.json"), Json.MAPPER.writeValueAsBytes(state));
    }

    @AfterEach
    void release() {
        System.setOut(originalOut);
        orchestrator.stop(0);
    }

    @Test
    void saysWhoHoldsTheSlotThatAStepWaitsFor() {
        assertThat(execute("why", RUN)).isZero();

        assertThat(out.toString())
                .isEqualTo(
                        """
                        Run %s is RUNNING.
                        train  QUEUED since 2026-11-20T12:00:00Z
                            a slot of the pool gpu must be free (number 2 in line)
                              held by fit of churn (run %s) since 2026-11-20T11:00:00Z
                            goes on at 2026-11-20T13:00:00Z at the earliest
                        """
                                .formatted(RUN, RUN));
    }

    @Test
    void answersAStepWithAReason() {
        assertThat(execute("approve", RUN, "release", "--reject", "--comment", "too late"))
                .isZero();

        assertThat(Json.STRICT.readTree(asked.getFirst()))
                .hasToString("{\"approved\":false,\"comment\":\"too late\"}");
        assertThat(out.toString()).startsWith("Rejected release; run " + RUN);
    }

    @Test
    void listsAndChangesPools() {
        assertThat(execute("pools")).isZero();
        assertThat(out.toString()).contains("gpu   1      1     2", "gpu: train of churn");
        assertThat(execute("pools", "gpu", "--slots", "1", "--json")).isZero();
        assertThat(Json.STRICT.readTree(asked.getLast())).hasToString("{\"slots\":1}");
        assertThat(execute("pools", "--slots", "1")).isEqualTo(2);
    }

    @Test
    void listsSchedulesAndPausesTriggers() {
        assertThat(execute("schedules")).isZero();
        assertThat(out.toString())
                .contains("nightly   churn     30 2 * * * Europe/Zurich  2026-11-21T01:30:00Z");
        assertThat(execute("triggers", "landed", "--pause")).isZero();
        assertThat(out.toString()).contains("{\"s3\":{\"prefix\":\"in/\"}}  paused", "S3 is away");
        assertThat(execute("triggers", "landed", "--pause", "--resume")).isEqualTo(2);
        assertThat(execute("schedules", "--pause")).isEqualTo(2);
        assertThat(execute("triggers", "--resume")).isEqualTo(2);
    }

    private int execute(String... arguments) {
        var all = Stream.concat(Stream.of(arguments), Stream.of("--home", home.toString()));
        return Millrace.commandLine().execute(all.toArray(String[]::new));
    }
}
