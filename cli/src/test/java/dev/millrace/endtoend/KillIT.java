package dev.millrace.endtoend;

import static dev.millrace.endtoend.Documents.state;
import static dev.millrace.endtoend.Documents.step;
import static dev.millrace.endtoend.Documents.stream;
import static dev.millrace.endtoend.Documents.text;
import static dev.millrace.endtoend.Documents.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.cli.platform.Part;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** {@code kill -9} of each process that works on a run, at the moment when it does. */
@OnThePlatform
@Order(2) // mostly waits, so beside the soak, which keeps the cores busy
class KillIT {

    private static final int ROWS = 100_000;
    private static final int EPOCHS = 20;

    private final LivePlatform platform;
    private final Processes processes;

    KillIT(LivePlatform platform) {
        this.platform = platform;
        this.processes = platform.processes();
    }

    @Test
    void aRunOutlivesEveryProcessThatWorksOnIt()
            throws IOException, InterruptedException, SQLException {
        var lostBefore = lostWorkers();
        var run = start("survivor");

        killWhileItsStepRuns(run, "ingest", Part.INGEST);
        killWhileItsStepRuns(run, "prepare", Part.PREP);

        awaitEpochs(run);
        killWorkers();
        requireStillRunning(run, "train");
        await("the loss of the worker")
                .atMost(Processes.SOON)
                .until(() -> lostWorkers() > lostBefore);

        killWhileItsStepRuns(run, "train", Part.TRAINING);
        processes.kill(Part.ORCHESTRATOR);

        killWhileItsStepRuns(run, "deploy", Part.INFERENCE);

        var ended = platform.work().awaitRun(run);
        requireSecondAttempts(ended);
        requireOneOfEverything(ended);
        requireNoLeftovers();
    }

    private void requireSecondAttempts(JsonNode run) {
        for (var step : run.path("steps")) {
            assertThat(job(step).path("attempt").asInt())
                    .as("how often the job of step %s was started", text(step, "name"))
                    .isGreaterThan(1);
        }
    }

    private String start(String name) throws IOException {
        processes.awaitAllUp();
        var file = platform.file(name + ".csv", GeneratedRows.csv(name, ROWS));
        var pipeline = GeneratedRows.pipeline(name, EPOCHS);
        return platform.work().start(pipeline, Map.of("data", file.toString()));
    }

    private void killWhileItsStepRuns(String run, String step, Part service)
            throws IOException, InterruptedException {
        awaitRunning(run, step, platform.at(service));
        processes.kill(service);
        requireStillRunning(run, step);
    }

    private void killWorkers() throws IOException, InterruptedException {
        var workers = processes.trainingWorkers();
        assertThat(workers).as("training workers").isNotEmpty();
        for (var worker : workers) {
            Signals.kill(worker);
        }
        LivePlatform.say("killed training worker %s", workers);
    }

    /** The run says that the step is running, and the service that it works on it. */
    private void awaitRunning(String run, String step, Http service) {
        await(step + " RUNNING")
                .atMost(Processes.SOON)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .ignoreExceptions() // the service may be starting again
                .until(() -> isRunning(step(platform.work().run(run), step), service));
    }

    /** The worker has reported an epoch: a kill before it has its task would only cost a spare. */
    private void awaitEpochs(String run) {
        awaitRunning(run, "train", platform.training());
        await("an epoch")
                .atMost(Processes.SOON)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(() ->
                        text(job(step(platform.work().run(run), "train")), "message")
                                .startsWith("epoch"));
    }

    private static boolean isRunning(JsonNode step, Http service) {
        return state(step).equals("RUNNING")
                && step.path("job").isString()
                && state(service.get("/v1/jobs/" + text(step, "job")).ok()).equals("RUNNING");
    }

    private void requireStillRunning(String run, String step) {
        assertThat(state(step(platform.work().run(run), step)))
                .as("state of %s right after the kill", step)
                .isEqualTo("RUNNING");
    }

    private double lostWorkers() {
        var metric = platform.training().get("/actuator/metrics/millrace.training.workers.lost");
        return metric.body().path("measurements").path(0).path("value").asDouble(0);
    }

    private JsonNode job(JsonNode step) {
        var service = Part.named(text(step, "service")).orElseThrow();
        return platform.at(service).get("/v1/jobs/" + text(step, "job")).ok();
    }

    /** The run succeeded once, and made what a run makes that nobody disturbed. */
    private void requireOneOfEverything(JsonNode run) {
        assertThat(state(run)).as("state of %s", run).isEqualTo("SUCCEEDED");
        var name = text(run, "pipeline");
        var history = platform.orchestrator().get("/v1/runs/%s/history".formatted(text(run, "id")));
        var events = texts(history.ok(), "type");
        assertThat(events).filteredOn("run-succeeded"::equals).hasSize(1);
        assertThat(events).filteredOn("step-succeeded"::equals).hasSize(run.path("steps").size());

        assertThat(platform.ingest().get("/v1/datasets/%s/versions".formatted(name)).ok().size())
                .as("versions of the dataset")
                .isEqualTo(1);
        assertThat(stream(platform.prep().get("/v1/prepared-data?limit=1000").ok()))
                .as("prepared data")
                .filteredOn(data -> text(data.path("inputs"), "rows").equals(name + "@1"))
                .hasSize(1);
        assertThat(platform.training().get("/v1/models/%s/versions".formatted(name)).ok().size())
                .as("versions of the model")
                .isEqualTo(1);
        assertThat(stream(platform.inference().get("/v1/endpoints").ok()))
                .as("endpoints")
                .filteredOn(endpoint -> text(endpoint, "name").equals(name))
                .singleElement()
                .satisfies(endpoint ->
                        assertThat(text(endpoint, "modelVersion")).isEqualTo(name + "@1"));
    }

    private void requireNoLeftovers() throws IOException, InterruptedException, SQLException {
        processes.awaitAllUp();
        var swept = platform.millrace("gc", "--older-than", "PT0S", "--json").requireSuccess();
        LivePlatform.say("gc: %s", swept.document());
        new Leftovers(platform).requireNone();
    }
}
