package dev.millrace.endtoend;

import static dev.millrace.endtoend.LivePlatform.step;
import static dev.millrace.endtoend.LivePlatform.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.cli.platform.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/** {@code kill -9} of each process that works on a run, at the moment when it does. */
@OnThePlatform
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KillIT {

    private static final String NAME = "survivor";
    private static final String PIPELINE = GeneratedRows.pipeline(NAME, 20);
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration END_OF_RUN = Duration.ofMinutes(2);

    private final LivePlatform platform;

    KillIT(LivePlatform platform) {
        this.platform = platform;
    }

    @Test
    @Order(1)
    void aRunOutlivesEachServiceThatDiesAtItsOwnStep() throws IOException, InterruptedException {
        var file = platform.file("survivor.csv", GeneratedRows.csv(100_000));
        var run = platform.startRun(PIPELINE, Map.of("data", file.toString()));

        killWhileItsStepRuns(run, "ingest", Part.INGEST);
        killWhileItsStepRuns(run, "prepare", Part.PREP);
        killWhileItsStepRuns(run, "train", Part.TRAINING);
        killWhileItsStepRuns(run, "deploy", Part.INFERENCE);

        var ended = platform.awaitRun(run, END_OF_RUN);
        requireOneSuccess(ended);
        for (var step : ended.path("steps")) {
            assertThat(job(step).path("attempt").asInt())
                    .as("how often the job of %s was started", step.path("name").asString())
                    .isGreaterThan(1);
        }
        requireNoDuplicates(ended, 1);
    }

    @Test
    @Order(2)
    void aRunOutlivesTheTrainingWorkerAndTheOrchestrator()
            throws IOException, InterruptedException {
        var file = platform.file("survivor.csv", GeneratedRows.csv(100_000));
        platform.awaitUp(SOON);
        var lostBefore = lostWorkers();
        var versionsBefore =
                platform.training().get("/v1/models/" + NAME + "/versions").body().size();
        var run = platform.startRun(PIPELINE, Map.of("data", file.toString()));

        awaitRunning(run, "train", platform.training());
        var worker =
                await("a training worker")
                        .atMost(SOON)
                        .until(this::workers, found -> !found.isEmpty());
        for (var process : worker) {
            Signals.kill(process);
        }
        requireStillRunning(run, "train");
        LivePlatform.say("killed training worker %s while train was RUNNING", worker);
        await("the loss of the worker").atMost(SOON).until(() -> lostWorkers() > lostBefore);

        awaitRunning(run, "train", platform.training());
        kill(Part.ORCHESTRATOR);

        var ended = platform.awaitRun(run, END_OF_RUN);
        requireOneSuccess(ended);
        requireNoDuplicates(ended, versionsBefore + 1);
    }

    @Test
    @Order(3)
    void nothingIsLeftThatNobodyRefersTo() throws Exception {
        platform.awaitUp(SOON);

        var swept =
                platform.millrace("gc", "--older-than", "PT0S", "--json")
                        .requireSuccess()
                        .document();
        LivePlatform.say("gc: %s", swept);

        try (var bucket = platform.bucket();
                var database = platform.database()) {
            var referred =
                    Stream.concat(locations().stream(), database.uploads().stream()).toList();
            assertThat(bucket.addresses())
                    .as("objects in the bucket, each below one of %s", referred)
                    .isNotEmpty()
                    .allMatch(address -> referred.stream().anyMatch(address::startsWith));
        }
    }

    // --- killing

    private void killWhileItsStepRuns(String run, String step, Part service)
            throws IOException, InterruptedException {
        platform.awaitUp(SOON);
        awaitRunning(run, step, platform.at(service));
        kill(service);
        requireStillRunning(run, step);
    }

    private void kill(Part service) throws IOException, InterruptedException {
        var process = platform.pid(service);
        Signals.kill(process);
        LivePlatform.say("killed %s (process %d)", service.label(), process);
        await("the end of process " + process)
                .atMost(SOON)
                .until(() -> platform.pidNow(service) != process);
    }

    /** The run says that the step is running, and the service that it works on it. */
    private void awaitRunning(String run, String step, Http service) {
        await(step + " RUNNING")
                .atMost(SOON)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .ignoreExceptions()
                .until(() -> {
                    var now = step(platform.run(run), step);
                    return isRunning(now)
                            && now.path("job").isString()
                            && isRunning(
                                    service.get("/v1/jobs/" + now.path("job").asString()).ok());
                });
    }

    private static boolean isRunning(JsonNode stepOrJob) {
        return stepOrJob.path("state").asString().equals("RUNNING");
    }

    private void requireStillRunning(String run, String step) {
        assertThat(step(platform.run(run), step).path("state").asString())
                .as("state of %s right after the kill", step)
                .isEqualTo("RUNNING");
    }

    /** Processes below training-service that train. */
    private List<Long> workers() {
        return ProcessHandle.of(platform.pid(Part.TRAINING)).stream()
                .flatMap(ProcessHandle::children)
                .map(ProcessHandle::pid)
                .filter(KillIT::isWorker)
                .toList();
    }

    private static boolean isWorker(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"))
                    .contains("WorkerMain");
        } catch (IOException ended) {
            return false;
        }
    }

    private double lostWorkers() {
        return platform.training()
                .get("/actuator/metrics/millrace.training.workers.lost")
                .body()
                .path("measurements")
                .path(0)
                .path("value")
                .asDouble(0);
    }

    // --- what must hold afterwards

    private void requireOneSuccess(JsonNode run) {
        assertThat(run.path("state").asString()).as("state of %s", run).isEqualTo("SUCCEEDED");
        var history =
                platform.orchestrator()
                        .get("/v1/runs/%s/history".formatted(run.path("id").asString()))
                        .ok();
        var types = stream(history).map(event -> event.path("type").asString()).toList();
        assertThat(types).filteredOn("run-succeeded"::equals).hasSize(1);
        assertThat(types).filteredOn("step-succeeded"::equals).hasSize(run.path("steps").size());
    }

    private void requireNoDuplicates(JsonNode run, int modelVersions) {
        var model = step(run, "train").path("outputs").path("modelVersion").asString();
        var datasets = platform.ingest().get("/v1/datasets/" + NAME + "/versions").ok();
        var prepared = platform.prep().get("/v1/prepared-data?limit=1000").ok();
        var models = platform.training().get("/v1/models/" + NAME + "/versions").ok();
        var endpoints = platform.inference().get("/v1/endpoints").ok();

        assertThat(datasets.size()).as("versions of the dataset").isEqualTo(1);
        assertThat(
                        stream(prepared)
                                .filter(data ->
                                        data.path("inputs")
                                                .path("rows")
                                                .asString()
                                                .equals(NAME + "@1")))
                .as("prepared data of the dataset")
                .hasSize(1);
        assertThat(models.size()).as("versions of the model").isEqualTo(modelVersions);
        assertThat(
                        stream(endpoints)
                                .filter(endpoint -> endpoint.path("name").asString().equals(NAME)))
                .as("endpoints")
                .singleElement()
                .satisfies(endpoint ->
                        assertThat(endpoint.path("modelVersion").asString()).isEqualTo(model));
    }

    private JsonNode job(JsonNode step) {
        var service = Part.named(step.path("service").asString()).orElseThrow();
        return platform.at(service).get("/v1/jobs/" + step.path("job").asString()).ok();
    }

    /** All that the catalogue and the registry list. */
    private List<String> locations() {
        var datasets =
                stream(platform.ingest().get("/v1/datasets?limit=1000").ok())
                        .flatMap(dataset ->
                                stream(
                                        platform.ingest()
                                                .get(
                                                        "/v1/datasets/%s/versions"
                                                                .formatted(
                                                                        dataset.path("name")
                                                                                .asString()))
                                                .ok()))
                        .flatMap(version ->
                                Stream.of(
                                        version.path("location"), version.path("sourceLocation")));
        var prepared =
                stream(platform.prep().get("/v1/prepared-data?limit=1000").ok())
                        .map(data -> data.path("location"));
        var models =
                stream(platform.training().get("/v1/models").ok())
                        .flatMap(model ->
                                stream(
                                        platform.training()
                                                .get(
                                                        "/v1/models/%s/versions"
                                                                .formatted(
                                                                        model.path("name")
                                                                                .asString()))
                                                .ok()))
                        .map(version -> version.path("location"));
        return Stream.of(datasets, prepared, models)
                .flatMap(all -> all)
                .map(JsonNode::asString)
                .toList();
    }
}
