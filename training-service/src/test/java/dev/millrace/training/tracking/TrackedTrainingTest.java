package dev.millrace.training.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.job.JobApi;
import dev.millrace.contracts.prep.ColumnStatistics;
import dev.millrace.contracts.prep.PreparedData;
import dev.millrace.contracts.prep.Profile.ValueCount;
import dev.millrace.contracts.training.Activation;
import dev.millrace.contracts.training.Approval;
import dev.millrace.contracts.training.Artifact;
import dev.millrace.contracts.training.Decide;
import dev.millrace.contracts.training.EarlyStopping;
import dev.millrace.contracts.training.Layer;
import dev.millrace.contracts.training.MetricPoint;
import dev.millrace.contracts.training.Optimizer;
import dev.millrace.contracts.training.RunSearch;
import dev.millrace.contracts.training.RunStatus;
import dev.millrace.contracts.training.TrackingApi;
import dev.millrace.contracts.training.TrainRequest;
import dev.millrace.contracts.training.TrainingApi;
import dev.millrace.contracts.training.VersionNotes;
import dev.millrace.kit.store.ObjectStore;
import dev.millrace.kit.test.MillraceTest;
import dev.millrace.training.PrepStandIn;
import dev.millrace.training.PreparedFixture;
import dev.millrace.training.ServiceClient;
import dev.millrace.transform.ColumnType;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mlflow.tracking.MlflowClient;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.client.RestClient;

/** What training jobs leave in the tracking store, in the registry and in model cards. */
@MillraceTest
class TrackedTrainingTest {

    private static final PrepStandIn PREP = new PrepStandIn();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final List<ColumnStatistics> COLUMNS =
            List.of(
                    new ColumnStatistics(
                            "<script>|*",
                            ColumnType.DOUBLE,
                            400,
                            10,
                            new ColumnStatistics.Range(-1, 0.5, 2, 0.25),
                            null),
                    new ColumnStatistics(
                            "colour",
                            ColumnType.STRING,
                            400,
                            0,
                            null,
                            new ColumnStatistics.Values(
                                    2,
                                    List.of(
                                            new ValueCount("<b>red</b> |", 300),
                                            new ValueCount("blue", 100)))));

    @Autowired ObjectStore store;
    @LocalServerPort int port;

    private RestClient http;
    private TrainingApi training;
    private TrackingApi tracking;
    private JobApi jobs;

    @DynamicPropertySource
    static void callTheStandIn(DynamicPropertyRegistry properties) {
        properties.add("millrace.services.prep", PREP::url);
    }

    @BeforeEach
    void connect() {
        var client = new ServiceClient(port);
        http = client.http();
        training = client.api(TrainingApi.class);
        tracking = client.api(TrackingApi.class);
        jobs = client.api(JobApi.class);
    }

    @Test
    void aTrainingIsARunWithAllThatCameOfIt() throws IOException {
        var data = PREP.holds(PreparedFixture.binary(store, 400));
        PREP.describes(data, COLUMNS);
        var tags = Map.of("team", "<b>risk</b>");
        var job =
                train(
                        request("cards", data, 6)
                                .change()
                                .experiment("cards-lab")
                                .tags(tags)
                                .build());
        ended(job);

        var run = tracking.run(job.toString());

        assertThat(run.status()).isEqualTo(RunStatus.FINISHED);
        assertThat(tracking.experiment("cards-lab").id()).isEqualTo(run.experiment());
        assertThat(run.params())
                .containsEntry("layers.0.units", "16")
                .containsEntry("optimizer.type", "adam")
                .containsEntry("epochs", "6");
        assertThat(run.tags())
                .containsEntry("team", "<b>risk</b>")
                .containsEntry("millrace.modelVersion", "cards@1");
        assertThat(run.environment()).containsEntry("seed", "42").containsKeys("engine", "device");
        assertThat(run.lineage()).containsEntry("preparedData", data.id().toString());
        assertThat(run.cost().epochs()).isEqualTo(6);
        assertThat(run.cost().deviceSeconds()).isPositive();
        var version = training.version("cards", "1");
        assertThat(run.artifacts() + "/").isEqualTo(version.location());
        assertThat(run.metrics().get("test.auc").value())
                .isEqualTo(version.metrics().get("test").values().get("auc"));
        assertThat(steps(job, "loss")).containsExactlyElementsOf(upTo(6));
        assertThat(steps(job, "learningRate")).hasSize(6);
        assertThat(tracking.artifacts(run.id(), ""))
                .contains(new Artifact("saved_model", true, null))
                .anyMatch(file -> file.path().equals("golden.json") && file.bytes() > 0);
        mlflowSeesTheVersionAndItsRun(run.id());
        theCardShowsItAll();
    }

    @Test
    void aDecisionIsKeptWithItsReason() throws IOException {
        var data = PREP.holds(PreparedFixture.binary(store, 100));
        ended(train(request("decided", data, 2)));
        assertThat(training.version("decided", "1").approval().state())
                .isEqualTo(Approval.State.PENDING);

        training.decide("decided", "latest", new Decide(Approval.State.REJECTED, "too few rows"));
        training.decide("decided", "1", new Decide(Approval.State.APPROVED, "for the demo"));
        var noted =
                training.note(
                        "decided", "1", new VersionNotes("first", Map.of("a", "1", "b", "2")));
        training.note("decided", "1", new VersionNotes(null, Map.of("a", "")));

        var approval = training.version("decided", "1").approval();
        assertThat(noted.tags()).containsOnlyKeys("a", "b");
        assertThat(training.version("decided", "1").tags()).containsOnlyKeys("b");
        assertThat(training.version("decided", "1").description()).isEqualTo("first");
        assertThat(approval.state()).isEqualTo(Approval.State.APPROVED);
        assertThat(approval.history()).extracting(Approval.Decision::by).containsOnly("ada");
        assertThat(approval.history())
                .extracting(Approval.Decision::reason)
                .containsExactly("for the demo", "too few rows");
        refused(
                FailureCode.INVALID_REQUEST,
                () -> training.decide("decided", "1", new Decide(Approval.State.APPROVED, " ")));
        training.delete("decided", "1");
    }

    @Test
    void aRunEndsAsItsJobEnds() throws IOException {
        var data = PREP.holds(PreparedFixture.regression(store, 200));
        var wild =
                request("ends", data, 5).change().optimizer(new Optimizer.Sgd(1e9, null)).build();
        var failed = train(wild);
        var cancelled = train(request("ends", data, 50_000));
        ended(failed);
        awaitSteps(cancelled, 1);
        assertThat(tracking.run(cancelled.toString()).status()).isEqualTo(RunStatus.RUNNING);
        jobs.cancel(cancelled);

        assertThat(tracking.run(cancelled.toString()).status()).isEqualTo(RunStatus.KILLED);
        assertThat(tracking.run(cancelled.toString()).endedAt()).isNotNull();
        assertThat(tracking.run(failed.toString()).status()).isEqualTo(RunStatus.FAILED);
        assertThat(tracking.run(failed.toString()).failure()).contains("learning rate");
        assertThat(search("status = 'KILLED' and tags.`millrace.model` = 'ends'"))
                .containsExactly(RunIds.text(cancelled));
        var sides = tracking.compare(List.of(failed.toString(), cancelled.toString()));
        assertThat(sides.params()).containsKeys("optimizer.type", "epochs");
        assertThat(sides.params()).doesNotContainKey("model");
        tracking.delete(failed.toString());
        assertThat(search("params.model = 'ends'")).containsExactly(RunIds.text(cancelled));
        assertThat(tracking.restore(failed.toString()).deleted()).isFalse();
    }

    @Test
    void whatALostWorkerRepeatsIsThereOnce() throws IOException {
        var data = PREP.holds(PreparedFixture.binary(store, 2000));
        var job = train(request("repeated", data, 60));
        awaitSteps(job, 3);

        ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains("millrace-worker-"))
                .forEach(ProcessHandle::destroyForcibly);
        ended(job);

        assertThat(steps(job, "loss")).containsExactlyElementsOf(upTo(60));
        assertThat(tracking.run(job.toString()).metrics().get("loss").step()).isEqualTo(60);
    }

    private void mlflowSeesTheVersionAndItsRun(String run) {
        try (var client = new MlflowClient("http://127.0.0.1:" + port)) {
            var version = client.getModelVersion("cards", "1");
            assertThat(version.getRunId()).isEqualTo(run);
            assertThat(version.getSource()).isEqualTo(training.version("cards", "1").location());
            assertThat(client.getRun(run).getInfo().getRunName()).startsWith("cards-");
            assertThat(client.sendGet("artifacts/list?path=saved_model&run_id=" + run))
                    .contains("saved_model/saved_model.pb");
            client.sendPost(
                    "model-versions/create",
                    "{\"name\": \"cards\", \"source\": \"s3://else/where\"}");
            assertThat(client.getModelVersion("cards", "2").getSource())
                    .isEqualTo("s3://else/where");
        }
        refused(FailureCode.MODEL_EXTERNAL, () -> training.version("cards", "2"));
        assertThatThrownBy(() -> training.version("cards", "2"))
                .hasMessageStartingWith(
                        "cards@2 was registered through MLflow's API with the source s3://else/where")
                .hasMessageEndingWith("Serve a version that was trained here, or train one.");
        assertThat(training.version("cards", "latest").number()).isEqualTo(1);
        assertThat(training.versions("cards")).hasSize(1);
    }

    private void theCardShowsItAll() {
        training.note("cards", "1", new VersionNotes("<script>alert(1)</script> | x", Map.of()));
        var html = card(MediaType.TEXT_HTML);
        var markdown = card(MediaType.parseMediaType("text/markdown"));

        assertThat(html)
                .contains("&lt;script&gt;alert(1)&lt;/script&gt; | x")
                .contains("Loss by epoch", "<polyline", "ROC curve", "State: pending", "points@1")
                .contains("Beside simple models", "Limits")
                .contains("<td>&lt;script&gt;|*</td><td>double</td><td>2.5 %</td><td>-1</td>")
                .contains("<td>2</td><td>&lt;b&gt;red&lt;/b&gt; | (300), blue (100)</td>")
                .doesNotContain("<script");
        assertThat(markdown)
                .startsWith("# Model card: cards@1")
                .contains("&lt;script\\>", "\\| x", "data:image/svg+xml;base64,")
                .contains("| &lt;script\\>\\|\\* | double | 2.5 % | -1 | 0.5 | 2 | 0.25 | – | – |")
                .doesNotContain("<script");
    }

    private String card(MediaType type) {
        return http.get()
                .uri("/v1/models/cards/versions/1/card")
                .accept(type)
                .retrieve()
                .body(String.class);
    }

    private List<String> search(String filter) {
        return tracking.search(new RunSearch(null, filter, null, null, null, null)).runs().stream()
                .map(run -> run.id())
                .toList();
    }

    private List<Long> steps(UUID job, String metric) {
        return tracking.history(job.toString(), metric, 25_000, null).points().stream()
                .map(MetricPoint::step)
                .toList();
    }

    /** A run begins when its job does. */
    private void awaitSteps(UUID job, int count) {
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(PlatformException.class)
                .until(() -> steps(job, "loss").size() >= count);
    }

    private static List<Long> upTo(int epochs) {
        return LongStream.rangeClosed(1, epochs).boxed().toList();
    }

    private UUID train(TrainRequest request) {
        return training.train(null, null, request).getBody().id();
    }

    private void ended(UUID id) {
        await().atMost(PATIENCE).until(() -> jobs.find(id).state().isTerminal());
    }

    private static TrainRequest request(String model, PreparedData data, int epochs) {
        return TrainRequest.of(model, data.id())
                .change()
                .layers(List.of(Layer.Dense.of(16, Activation.RELU)))
                .epochs(epochs)
                .batchSize(16)
                .earlyStopping(new EarlyStopping(null, epochs, null))
                .build();
    }

    private static void refused(FailureCode code, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
