package dev.millrace.endtoend;

import static dev.millrace.endtoend.Documents.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.cli.platform.Part;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * PostgreSQL or S3 stop answering, and come back. They are frozen: connections stay open, and hang.
 */
@OnThePlatform
class OutageIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    /** Within that a service has to say that something is away. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final LivePlatform platform;

    OutageIT(LivePlatform platform) {
        this.platform = platform;
    }

    @Test
    void withoutTheStoreServicesSaySoAndGoOnAfterwards() throws IOException, InterruptedException {
        var run = startLongRun("store-outage");

        try (var store = Signals.freeze(platform.processes().require(Part.S3))) {
            requireNotReadyBecauseOf("store");
            requireRefusal(
                    "STORE_UNAVAILABLE",
                    () -> platform.ingest().post("/v1/uploads", "text/csv", "a\n1\n".getBytes()));
        }

        requireRecovery(run);
    }

    @Test
    void withoutTheDatabaseServicesSaySoAndGoOnAfterwards()
            throws IOException, InterruptedException {
        var run = startLongRun("database-outage");

        try (var database = Signals.freeze(platform.processes().require(Part.POSTGRES))) {
            requireNotReadyBecauseOf("db");
            requireRefusal("DATABASE_UNAVAILABLE", () -> platform.ingest().get("/v1/datasets"));
            requireRefusal("DATABASE_UNAVAILABLE", () -> platform.prep().get("/v1/prepared-data"));
            requireRefusal("DATABASE_UNAVAILABLE", () -> platform.training().get("/v1/models"));
            requireRefusal("DATABASE_UNAVAILABLE", () -> platform.inference().get("/v1/jobs"));
            requireRefusal("DATABASE_UNAVAILABLE", () -> platform.orchestrator().get("/v1/runs"));
        }

        requireRecovery(run);
    }

    /** A run whose network is being trained. */
    private String startLongRun(String name) throws IOException {
        platform.processes().awaitAllUp();
        var file = platform.file(name + ".csv", GeneratedRows.csv(20_000));
        var run =
                platform.work()
                        .start(GeneratedRows.pipeline(name, 30), Map.of("data", file.toString()));
        await("train RUNNING")
                .atMost(SOON)
                .until(() ->
                        step(platform.work().run(run), "train")
                                .path("state")
                                .asString()
                                .equals("RUNNING"));
        return run;
    }

    private void requireNotReadyBecauseOf(String component) {
        for (var service : Part.services()) {
            await(service.label() + " not ready")
                    .atMost(PATIENCE)
                    .untilAsserted(() -> {
                        var readiness = platform.at(service).get("/actuator/health/readiness");
                        assertThat(readiness.status()).as("%s", readiness).isEqualTo(503);
                        var state = readiness.body().path("components").path(component);
                        assertThat(state.path("status").asString())
                                .as("%s", readiness)
                                .isEqualTo("DOWN");
                    });
            platform.at(service).get("/actuator/health/liveness").require(200);
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
        for (var service : Part.services()) {
            await(service.label() + " ready again")
                    .atMost(SOON)
                    .until(() ->
                            platform.at(service).get("/actuator/health/readiness").status() == 200);
        }
        platform.processes().awaitAllUp();
        var ended = platform.work().awaitRun(run, Duration.ofMinutes(1));
        assertThat(ended.path("state").asString()).as("state of %s", ended).isEqualTo("SUCCEEDED");
    }
}
