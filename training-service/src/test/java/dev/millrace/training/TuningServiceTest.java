package dev.millrace.training;

import static dev.millrace.contracts.training.Study.State.COMPLETED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.job.Job;
import dev.millrace.contracts.job.JobApi;
import dev.millrace.contracts.job.JobState;
import dev.millrace.contracts.prep.PreparedData;
import dev.millrace.contracts.training.Activation;
import dev.millrace.contracts.training.CrossValidation;
import dev.millrace.contracts.training.CrossValidationApi;
import dev.millrace.contracts.training.CrossValidationRequest;
import dev.millrace.contracts.training.Folding;
import dev.millrace.contracts.training.Folding.Kind;
import dev.millrace.contracts.training.Layer;
import dev.millrace.contracts.training.MetricPoint;
import dev.millrace.contracts.training.Optimizer;
import dev.millrace.contracts.training.Parameter;
import dev.millrace.contracts.training.Parameter.Choice;
import dev.millrace.contracts.training.Parameter.Int;
import dev.millrace.contracts.training.Parameter.Real;
import dev.millrace.contracts.training.Search;
import dev.millrace.contracts.training.Study;
import dev.millrace.contracts.training.Study.Trial;
import dev.millrace.contracts.training.StudyApi;
import dev.millrace.contracts.training.StudyRequest;
import dev.millrace.contracts.training.StudyRequest.Retrain;
import dev.millrace.contracts.training.TrackingApi;
import dev.millrace.contracts.training.TrainRequest;
import dev.millrace.contracts.training.TrainingApi;
import dev.millrace.kit.store.ObjectStore;
import dev.millrace.kit.store.StoredObject;
import dev.millrace.kit.test.MillraceTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.Param;
import org.mlflow.api.proto.Service.Run;
import org.mlflow.api.proto.Service.RunStatus;
import org.mlflow.api.proto.Service.ViewType;
import org.mlflow.tracking.MlflowClient;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.json.JsonMapper;

/** Cross-validations and studies over HTTP, with real workers, store and database. */
@MillraceTest
class TuningServiceTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Real RATE = Real.log(1e-4, 0.1);
    private static final PrepStandIn PREP = new PrepStandIn();

    @Autowired private ObjectStore store;
    @Autowired private JsonMapper json;
    @LocalServerPort private int port;

    private CrossValidationApi foldings;
    private StudyApi studies;
    private TrainingApi trainings;
    private TrackingApi tracking;
    private JobApi jobs;

    @DynamicPropertySource
    static void callTheStandIn(DynamicPropertyRegistry properties) {
        properties.add("millrace.services.prep", PREP::url);
    }

    @BeforeEach
    void connect() {
        var client = new ServiceClient(port);
        foldings = client.api(CrossValidationApi.class);
        studies = client.api(StudyApi.class);
        trainings = client.api(TrainingApi.class);
        tracking = client.api(TrackingApi.class);
        jobs = client.api(JobApi.class);
    }

    @Test
    void everyRowIsPredictedByANetworkThatHasNotSeenIt() throws IOException {
        var data = PREP.holds(PreparedFixture.binary(store, 200));
        var folding = new Folding(null, 3, null, 2, null, 7L, null);

        var job = ended(crossValidate(data, folding));

        assertThat(job.state()).as("%s", job.failure()).isEqualTo(JobState.SUCCEEDED);
        var found = foldings.crossValidation(job.id());
        assertThat(found.request().folding().kind()).isEqualTo(Kind.STRATIFIED);
        assertThat(found.folds()).hasSize(6);
        assertThat(found.models().get("network").get("accuracy").mean()).isGreaterThan(0.8);
        var hashes = new HashSet<String>();
        found.folds().forEach(fold -> hashes.add(fold.transformHash()));
        assertThat(hashes).hasSize(6).doesNotContain(data.transformHash());
        var prefix = store.keyOf(found.predictions());
        var predicted = new HashSet<String>();
        for (var object : store.list(prefix + "repetition-1/")) {
            text(object).lines().forEach(line -> predicted.add(row(line)));
        }
        assertThat(predicted).hasSize(300);
        assertThat(PREP.references()).noneMatch(path -> path.contains(job.id().toString()));
        assertTracked(job, found);
    }

    private void assertTracked(Job job, CrossValidation found) {
        var run = tracking.run(job.id().toString());
        assertThat(run.params()).containsEntry("cross-validation.folding.folds", "3");
        assertThat(run.metrics().get("test.accuracy").value())
                .isEqualTo(found.models().get("network").get("accuracy").mean());
        assertThat(run.cost().deviceSeconds()).isPositive();
        var folds = below(job.id());
        assertThat(folds).hasSize(6);
        for (var fold : found.folds()) {
            var name = "repetition-%d-fold-%d".formatted(fold.repetition(), fold.fold());
            var tracked = folds.get(name);
            assertThat(tracked.getInfo().getStatus()).isEqualTo(RunStatus.FINISHED);
            assertThat(metric(tracked, "test.accuracy"))
                    .isEqualTo(fold.metrics().get("network").values().get("accuracy"));
            assertThat(tracking.history(tracked.getInfo().getRunId(), "loss", 99, null).points())
                    .hasSize(fold.epochs());
        }
    }

    /** As MLflow's own client finds them, by name. */
    private Map<String, Run> below(UUID job) {
        var parent = tracking.run(job.toString());
        var filter = "tags.mlflow.parentRunId = '%s'".formatted(parent.id());
        try (var mlflow = new MlflowClient("http://127.0.0.1:" + port)) {
            return mlflow
                    .searchRuns(
                            List.of(parent.experiment()),
                            filter,
                            ViewType.ACTIVE_ONLY,
                            100,
                            List.of())
                    .getItems()
                    .stream()
                    .collect(Collectors.toMap(run -> run.getInfo().getRunName(), run -> run));
        }
    }

    private static double metric(Run run, String key) {
        return run.getData().getMetricsList().stream()
                .filter(metric -> metric.getKey().equals(key))
                .mapToDouble(Metric::getValue)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theSameSeedGivesTheSameFoldsAndNetworks() throws IOException {
        var data = PREP.holds(PreparedFixture.regression(store, 120));
        var folding = new Folding(Kind.PLAIN, 3, null, null, null, 7L, null);

        var first = crossValidate(data, folding);
        var second = crossValidate(data, folding);
        var one = succeeded(first);
        var other = succeeded(second);

        assertThat(other.models().get("network")).isEqualTo(one.models().get("network"));
        assertThat(other.folds().get(2).transformHash())
                .isEqualTo(one.folds().get(2).transformHash());
    }

    @Test
    void refusesAFoldingThatTheDataDoesNotAllow() throws IOException {
        var data = PREP.holds(PreparedFixture.regression(store, 40));

        refused(data, new Folding(Kind.GROUPED, 3, "nobody", 1, null, 1L, null), "folding.by");
        refused(data, new Folding(Kind.GROUPED, 3, null, 1, null, 1L, null), "folding.by");
        refused(data, new Folding(Kind.PLAIN, 30, null, 1, null, 1L, null), "folding.folds");
        refused(
                data,
                new Folding(Kind.TIME_SERIES, 3, "day", 2, null, 1L, null),
                "folding.repetitions");
    }

    @Test
    void aStudyRegistersTheBestOfItsTrialsAndSaysWhatDecided() throws IOException {
        var data = PREP.holds(PreparedFixture.binary(store, 200));
        var request = study(data, new Search.Tpe(4), 8, Map.of("optimizer.learningRate", RATE));

        var job = ended(studies.study(null, null, request).getBody().id());

        assertThat(job.state()).as("%s", job.failure()).isEqualTo(JobState.SUCCEEDED);
        var found = studies.study(job.id());
        assertThat(found.trials()).hasSize(8).allMatch(trial -> trial.state() == COMPLETED);
        var best = found.trials().get(found.best() - 1);
        assertThat(found.trials()).allMatch(trial -> trial.value() >= best.value());
        assertThat(job.result()).containsEntry("modelVersion", "tuned@1");
        assertThat(found.modelVersion()).isEqualTo("tuned@1");
        assertThat(found.importance()).containsOnlyKeys("optimizer.learningRate");
    }

    @Test
    void ashaPrunesAndTellsWhatThatSaved() throws IOException {
        var data = PREP.holds(PreparedFixture.binary(store, 120));
        var request =
                new StudyRequest(
                        request("pruned", data, 18),
                        Map.of("optimizer.learningRate", RATE, "layers[0].units", Int.of(2, 9)),
                        new Search.Asha(2, 3),
                        "auc",
                        null,
                        9,
                        null,
                        null,
                        null,
                        7L,
                        Retrain.NONE);

        var job = ended(studies.study(null, null, request).getBody().id());

        assertThat(job.state()).as("%s", job.failure()).isEqualTo(JobState.SUCCEEDED);
        var found = studies.study(job.id());
        assertThat(found.trialsPruned()).isBetween(4, 8);
        assertThat(found.epochsSaved()).isGreaterThan(60);
        assertThat(job.result()).doesNotContainKey("modelVersion");
        assertThat(PREP.references()).noneMatch(path -> path.contains(job.id().toString()));
        var runs = below(job.id());
        assertThat(runs).hasSize(9);
        found.trials().forEach(trial -> assertTracked(trial, runs.get("trial-" + trial.number())));
        assertThat(tracking.run(job.id().toString()).cost().trialsPruned())
                .isEqualTo(found.trialsPruned());
    }

    private void assertTracked(Trial trial, Run run) {
        boolean pruned = trial.state() == Study.State.PRUNED;
        assertThat(run.getInfo().getStatus())
                .isEqualTo(pruned ? RunStatus.KILLED : RunStatus.FINISHED);
        assertThat(run.getInfo().getEndTime()).isGreaterThanOrEqualTo(run.getInfo().getStartTime());
        assertThat(run.getData().getTagsList())
                .anyMatch(tag ->
                        tag.getKey().equals("millrace.outcome")
                                && tag.getValue().equals(pruned ? "pruned" : "completed"));
        assertThat(run.getData().getParamsList())
                .extracting(Param::getKey)
                .containsExactlyInAnyOrder("layers.0.units", "optimizer.learningRate");
        assertThat(metric(run, "validation.auc")).isEqualTo(trial.value());
        assertThat(tracking.history(run.getInfo().getRunId(), "loss", 99, null).points())
                .extracting(MetricPoint::step)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, trial.epochs()).boxed().toList());
    }

    @Test
    void theBestTrialIsTrainedOnBothPartsForTheEpochsThatWereItsBest() throws IOException {
        var data = PREP.holds(PreparedFixture.binary(store, 120));
        var request =
                new StudyRequest(
                        request("both", data, 6),
                        Map.of("optimizer.learningRate", RATE),
                        new Search.RandomPoints(),
                        null,
                        null,
                        2,
                        null,
                        null,
                        null,
                        7L,
                        Retrain.TRAIN_AND_VALIDATION);

        var job = ended(studies.study(null, null, request).getBody().id());

        assertThat(job.state()).as("%s", job.failure()).isEqualTo(JobState.SUCCEEDED);
        var found = studies.study(job.id());
        var version = trainings.version("both", "1");
        assertThat(version.epochs())
                .isEqualTo(version.bestEpoch())
                .isEqualTo(found.trials().get(found.best() - 1).bestEpoch());
        assertThat(version.metrics()).containsOnlyKeys("train", "test");
        assertThat(version.metrics().get("train").rows())
                .isEqualTo(data.trainRows() + data.validationRows());
        assertThat(job.result()).extractingByKey("metrics").asString().contains("auc");
        var run = tracking.run(job.id().toString());
        assertThat(run.params())
                .containsEntry("study.search.type", "random")
                .containsEntry("epochs", Integer.toString(version.epochs()));
        assertThat(run.tags()).containsEntry("millrace.modelVersion", "both@1");
        assertThat(run.metrics()).containsKeys("loss", "test.auc");
    }

    @Test
    void refusesASpaceThatNoTrialCouldHave() throws IOException {
        var data = PREP.holds(PreparedFixture.binary(store, 40));

        refusedSpace(data, "layers[3].units", Int.of(2, 9), "space.layers[3].units");
        refusedSpace(data, "optimizer.speed", RATE, "space.optimizer.speed");
        refusedSpace(data, "batchSize", Int.of(9, 2), "space.batchSize.low");
        var plateau = Map.of("type", "reduce-on-plateau");
        refused(
                new StudyRequest(
                        request("tuned", data, 8),
                        Map.of("schedule", Choice.of(plateau)),
                        null,
                        null,
                        null,
                        2,
                        null,
                        null,
                        null,
                        null,
                        Retrain.TRAIN_AND_VALIDATION),
                "space.schedule");
        refusedSpace(
                data, "optimizer.learningRate", Real.log(0, 1), "space.optimizer.learningRate.low");
        refusedSpace(data, "batchSize", new Choice(List.of(), null), "space.batchSize.values");
        refusedSpace(data, "batchSize", Int.of(0, 8), "space.batchSize");
        refusedSpace(data, "preparedData", Choice.of("a"), "space.preparedData");
        assertThatThrownBy(() ->
                        studies.study(
                                null,
                                null,
                                study(
                                        data,
                                        new Search.Grid(50),
                                        40,
                                        Map.of("optimizer.learningRate", RATE))))
                .hasMessageContaining("grid of up to 50 points");
    }

    private void refusedSpace(PreparedData data, String path, Parameter parameter, String field) {
        refused(study(data, new Search.Tpe(4), 10, Map.of(path, parameter)), field);
    }

    private void refused(StudyRequest request, String field) {
        assertThatThrownBy(() -> studies.study(null, null, request))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        failure ->
                                assertThat(failure.failure().mistakes())
                                        .extracting(Mistake::field)
                                        .contains(field));
    }

    private static StudyRequest study(
            PreparedData data, Search search, int most, Map<String, Parameter> space) {
        return new StudyRequest(
                request("tuned", data, 8),
                space,
                search,
                null,
                null,
                most,
                null,
                null,
                null,
                7L,
                null);
    }

    private CrossValidation succeeded(UUID id) {
        var job = ended(id);
        assertThat(job.state()).as("%s", job.failure()).isEqualTo(JobState.SUCCEEDED);
        return foldings.crossValidation(id);
    }

    private UUID crossValidate(PreparedData data, Folding folding) {
        var request = new CrossValidationRequest(request("folded", data, 12), folding);
        return foldings.crossValidate(null, null, request).getBody().id();
    }

    private void refused(PreparedData data, Folding folding, String field) {
        assertThatThrownBy(() -> crossValidate(data, folding))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        failure ->
                                assertThat(failure.failure().mistakes())
                                        .extracting(Mistake::field)
                                        .containsExactly(field));
    }

    private static TrainRequest request(String model, PreparedData data, int epochs) {
        return TrainRequest.of(model, data.id())
                .change()
                .layers(List.of(Layer.Dense.of(8, Activation.RELU)))
                .optimizer(new Optimizer.Adam(0.02))
                .epochs(epochs)
                .batchSize(16)
                .build();
    }

    private Job ended(UUID id) {
        await().atMost(PATIENCE).until(() -> jobs.find(id).state().isTerminal());
        return jobs.find(id);
    }

    private String text(StoredObject object) {
        return new String(store.read(object.key(), 10 << 20), StandardCharsets.UTF_8);
    }

    private String row(String line) {
        return json.readTree(line).path("row").toString();
    }
}
