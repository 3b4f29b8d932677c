package dev.millrace.endtoend;

import static dev.millrace.endtoend.Documents.state;
import static dev.millrace.endtoend.Documents.step;
import static dev.millrace.endtoend.Documents.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.cli.platform.Part;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * PostgreSQL or S3 stop answering, and come back. They are frozen: connections stay open, and hang.
 */
@OnThePlatform
@Order(1) // mostly waits, so beside the soak, which keeps the cores busy
class OutageIT {

    private static final String READINESS = "/actuator/health/readiness";
    private static final Map<Part, String> LISTS =
            Map.of(
                    Part.ORCHESTRATOR, "/v1/runs",
                    Part.INGEST, "/v1/datasets",
                    Part.PREP, "/v1/prepared-data",
                    Part.TRAINING, "/v1/models",
                    Part.INFERENCE, "/v1/jobs");

    /** Within that a service has to say that something is away. */
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private final LivePlatform platform;

    OutageIT(LivePlatform platform) {
        this.platform = platform;
    }

    @Test
    void withoutTheStoreServicesSaySoAndGoOnAfterwards() throws IOException, InterruptedException {
        var run = startLongRun("store-outage");

        try (var store = Signals.freeze(platform.processes().require(Part.S3))) {
            var upload = "a\n1\n".getBytes(UTF_8);
            Supplier<Http.Answer> request =
                    () -> platform.ingest().post("/v1/uploads", "text/csv", upload);
            together(
                    Stream.concat(
                            everyServiceIsDownBecauseOf("store"),
                            Stream.of(() -> requireRefusal("STORE_UNAVAILABLE", request))));
        }

        requireRecovery(run);
    }

    @Test
    void withoutTheDatabaseServicesSaySoAndGoOnAfterwards()
            throws IOException, InterruptedException {
        var run = startLongRun("database-outage");

        try (var database = Signals.freeze(platform.processes().require(Part.POSTGRES))) {
            var refusals =
                    Part.services().stream()
                            .<Runnable>map(service ->
                                    () ->
                                            requireRefusal(
                                                    "DATABASE_UNAVAILABLE",
                                                    () ->
                                                            platform.at(service)
                                                                    .get(LISTS.get(service))));
            together(Stream.concat(everyServiceIsDownBecauseOf("db"), refusals));
        }

        requireRecovery(run);
    }

    /** A run whose network is being trained. */
    private String startLongRun(String name) throws IOException {
        platform.processes().awaitAllUp();
        var file = platform.file(name + ".csv", GeneratedRows.csv(name, 20_000));
        var run =
                platform.work()
                        .start(GeneratedRows.pipeline(name, 60), Map.of("data", file.toString()));
        await("train RUNNING")
                .atMost(Processes.SOON)
                .until(() -> state(step(platform.work().run(run), "train")).equals("RUNNING"));
        return run;
    }

    private Stream<Runnable> everyServiceIsDownBecauseOf(String component) {
        return Part.services().stream().map(service -> () -> requireDown(service, component));
    }

    private void requireDown(Part service, String component) {
        var http = platform.at(service);
        await(service.label() + " not ready")
                .atMost(PATIENCE)
                .until(() -> http.get(READINESS).status() == 503);
        var components = http.get(READINESS).require(503).path("components");
        assertThat(text(components.path(component), "status"))
                .as("%s in the readiness of %s: %s", component, service.label(), components)
                .isEqualTo("DOWN");
        http.get("/actuator/health/liveness").require(200);
    }

    private void requireReady(Part service) {
        await(service.label() + " ready again")
                .atMost(Processes.SOON)
                .until(() -> platform.at(service).get(READINESS).status() == 200);
    }

    /** All at once: each may take long. */
    private static void together(Stream<Runnable> checks) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = checks.map(check -> CompletableFuture.runAsync(check, threads)).toList();
            running.forEach(CompletableFuture::join);
        }
    }

    private static void requireRefusal(String code, Supplier<Http.Answer> request) {
        var answer = request.get();
        answer.require(503);
        assertThat(answer.code()).as("code of %s", answer).isEqualTo(code);
        assertThat(answer.body().path("retryable").asBoolean()).isTrue();
        assertThat(answer.took()).as("time until %s", answer).isLessThan(PATIENCE);
    }

    private void requireRecovery(String run) {
        together(Part.services().stream().map(service -> () -> requireReady(service)));
        platform.processes().awaitAllUp();
        var ended = platform.work().awaitRun(run);
        assertThat(state(ended)).as("state of %s", ended).isEqualTo("SUCCEEDED");
    }
}
