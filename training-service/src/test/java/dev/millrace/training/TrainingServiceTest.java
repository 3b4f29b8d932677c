package dev.millrace.training;

import static java.util.Objects.requireNonNullElse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.job.Job;
import dev.millrace.contracts.job.JobApi;
import dev.millrace.contracts.job.JobState;
import dev.millrace.contracts.prep.PreparedData;
import dev.millrace.contracts.training.Activation;
import dev.millrace.contracts.training.Checkpoints;
import dev.millrace.contracts.training.Device;
import dev.millrace.contracts.training.EarlyStopping;
import dev.millrace.contracts.training.EngineName;
import dev.millrace.contracts.training.EvaluationOptions;
import dev.millrace.contracts.training.EvaluationOptions.ForecastOptions;
import dev.millrace.contracts.training.EvaluationOptions.ThresholdOptions;
import dev.millrace.contracts.training.EvaluationOptions.ThresholdRule;
import dev.millrace.contracts.training.EvaluationReport.Baseline;
import dev.millrace.contracts.training.EvaluationReport.FeatureImportance;
import dev.millrace.contracts.training.GoldenRow;
import dev.millrace.contracts.training.Layer;
import dev.millrace.contracts.training.ModelVersion;
import dev.millrace.contracts.training.Optimizer;
import dev.millrace.contracts.training.PartEvaluation.Slice;
import dev.millrace.contracts.training.Resources;
import dev.millrace.contracts.training.TrainRequest;
import dev.millrace.contracts.training.TrainingApi;
import dev.millrace.kit.store.ObjectStore;
import dev.millrace.kit.store.ReferencedObjects;
import dev.millrace.kit.store.StoredObject;
import dev.millrace.kit.test.MillraceTest;
import dev.millrace.training.engine.tensorflow.TensorflowFormat;
import dev.millrace.transform.ColumnType;
import dev.millrace.transform.FittedTarget;
import dev.millrace.transform.FittedTransform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.json.JsonMapper;

@MillraceTest
class TrainingServiceTest {

    private static final PrepStandIn PREP = new PrepStandIn();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<Layer> SMALL =
            List.of(
                    new Layer.Dense(16, Activation.RELU, null, null, 1e-4, null),
                    new Layer.BatchNorm(null, null),
                    new Layer.Dropout(0.1));

    @Autowired ObjectStore store;
    @Autowired List<ReferencedObjects> referenced;
    @Autowired JsonMapper json;
    @LocalServerPort int port;
    @TempDir Path folder;

    private TrainingApi training;
    private JobApi jobs;

    @DynamicPropertySource
    static void callTheStandIn(DynamicPropertyRegistry properties) {
        properties.add("millrace.services.prep", PREP::url);
    }

    @BeforeEach
    void connect() {
        var client = new ServiceClient(port);
        training = client.api(TrainingApi.class);
        jobs = client.api(JobApi.class);
    }

    @Test
    void trainsAClassifierAndRegistersAllThatServingNeeds() throws IOException {
        var data = PREP.holds(PreparedFixture.binary(store, 400));

        var job = ended(train(request("points", data, 30, 7L, "champion")));

        assertThat(job.state()).as("%s", job.failure()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.result()).containsEntry("modelVersion", "points@1");
        var version = training.version("points", "champion");
        assertThat(version.metrics()).containsOnlyKeys("train", "validation", "test");
        assertThat(version.threshold()).as("that nobody asked for").isNull();
        assertThat(version.metrics().get("test").rows()).isEqualTo(100);
        assertThat(version.metrics().get("test").values().get("auc")).isGreaterThan(0.95);
        assertThat(version.lineage()).containsEntry("job", job.id().toString());
        assertThat(version.environment())
                .containsKeys("java", "engine", "os", "device", "platform");
        assertThat(PREP.references())
                .contains(data.id() + "/references/training:" + job.id() + ":1");
        assertThat(epochsOf(job)).isEqualTo(version.epochs());
        assertThat(job.result())
                .extractingByKey("baselines", InstanceOfAssertFactories.MAP)
                .containsOnlyKeys("constant", "linear", "gradient-boosting");
        artifactsAreComplete(version);
        goldenRowsReplay(version);
    }

    @Test
    void aVersionShowsHowItWasEvaluated() throws IOException {
        var data = PREP.holds(PreparedFixture.binary(store, 400));
        var options =
                new EvaluationOptions(
                        new ThresholdOptions(ThresholdRule.COST, 1.0, 5.0),
                        List.of("kind"),
                        null,
                        null,
                        null);

        var job =
                ended(
                        train(
                                request("shown", data, 20, 7L, null)
                                        .change()
                                        .evaluation(options)
                                        .build()));

        assertThat(job.state()).as("%s", job.failure()).isEqualTo(JobState.SUCCEEDED);
        var report = training.evaluation("shown", "latest");
        var version = training.version("shown", "latest");
        var metrics = version.metrics();
        assertThat(report.parts()).containsOnlyKeys("train", "validation", "test");
        assertThat(report.parts().get("test").metrics()).isEqualTo(metrics.get("test"));
        assertThat(report.parts().get("test").slices().getFirst().values())
                .extracting(Slice::value)
                .containsExactlyInAnyOrder("a", "b", null);
        assertThat(report.threshold().atThreshold())
                .containsOnlyKeys("train", "validation", "test");
        assertThat(version.threshold()).isEqualTo(report.threshold().value()).isNotEqualTo(0.5);
        goldenRowsReplay(version);
        assertThat(report.importance().features())
                .extracting(FeatureImportance::feature)
                .startsWith("y")
                .containsExactlyInAnyOrder("x", "y", "kind");
        assertThat(report.baselines()).extracting(Baseline::skipped).containsOnlyNulls();
        assertThat(report.forecast()).isNull();
    }

    @Test
    void aColumnToSliceByThatIsNotThereIsNamedBeforeTheFit() throws IOException {
        var data = PREP.holds(PreparedFixture.binary(store, 40));
        var options = new EvaluationOptions(null, List.of("kind", "city"), null, null, null);

        var job =
                ended(
                        train(
                                request("lost", data, 2, 7L, null)
                                        .change()
                                        .evaluation(options)
                                        .build()));

        assertThat(job.failure().code()).isEqualTo(FailureCode.INVALID_REQUEST);
        assertThat(job.failure().message()).contains("evaluation.slices[1]", "city", "day");
        assertThat(epochsOf(job)).isZero();
    }

    @Test
    void aNumberThatAnEmbeddingHasNoVectorForIsNamedBeforeTheFit() throws IOException {
        var data = PREP.holds(PreparedFixture.binary(store, 40));
        var layers =
                List.<Layer>of(
                        new Layer.Branches(
                                List.of(
                                        new Layer.Branch(
                                                List.of("y"),
                                                List.of(
                                                        new Layer.Embedding(
                                                                List.of(3), 2, null, null, null)))),
                                null));

        var job = ended(train(request("lost", data, 2, 7L, null).change().layers(layers).build()));

        assertThat(job.failure().code()).isEqualTo(FailureCode.UNTRAINABLE_DATA);
        assertThat(job.failure().message())
                .startsWith("Row 1 of the train part: y is ")
                .contains("the model has embeddings of the whole numbers 0 to 2 there");
        assertThat(epochsOf(job)).isZero();
    }

    @Test
    void learnsNumbersInTheirOwnUnit() throws IOException {
        var data = PREP.holds(PreparedFixture.regression(store, 400));

        var job = ended(train(request("line", data, 60, 1L, null)));

        assertThat(job.state()).as("%s", job.failure()).isEqualTo(JobState.SUCCEEDED);
        var version = training.version("line", "latest");
        assertThat(version.metrics().get("test").values().get("r2")).isGreaterThan(0.9);
        assertThat(version.metrics().get("test").values().get("rmse")).isBetween(0.1, 30.0);
        goldenRowsReplay(version);
    }

    @Test
    void aSeriesIsComparedWithItsNaiveForecasts() throws IOException {
        var data = PREP.holds(PreparedFixture.regression(store, 400));
        var forecast = new ForecastOptions("x", "y");
        var options = new EvaluationOptions(null, null, null, List.of(), forecast);

        var job =
                ended(
                        train(
                                request("series", data, 20, 1L, null)
                                        .change()
                                        .evaluation(options)
                                        .build()));

        assertThat(job.state()).as("%s", job.failure()).isEqualTo(JobState.SUCCEEDED);
        var report = training.evaluation("series", "1");
        var metrics = report.parts().get("test").metrics().values();
        assertThat(report.baselines()).isEmpty();
        assertThat(report.forecast().errors())
                .containsOnlyKeys("network", "naive", "seasonal-naive");
        assertThat(report.forecast().errors().get("network").rmse())
                .isCloseTo(metrics.get("rmse"), within(1e-9));
        assertThat(report.forecast().errors().get("naive").rmse()).isGreaterThan(60);
        assertThat(report.parts().get("test").residuals().worst()).hasSize(10);
    }

    @Test
    void learnsSeveralClasses() throws IOException {
        var data = PREP.holds(PreparedFixture.multiclass(store, 400));

        var job = ended(train(request("classes", data, 40, 1L, null)));

        assertThat(job.state()).as("%s", job.failure()).isEqualTo(JobState.SUCCEEDED);
        var version = training.version("classes", "1");
        assertThat(version.metrics().get("test").values().get("accuracy")).isGreaterThan(0.8);
        assertThat(version.metrics().get("test").confusion()).hasSize(3);
        goldenRowsReplay(version);
    }

    @Test
    void whatPytorchTrainedIsServedLikeAnyOther() throws IOException {
        var data = PREP.holds(PreparedFixture.binary(store, 400));
        var pytorch = new Resources(EngineName.PYTORCH, Device.CPU, null, null);

        var request = request("torch", data, 30, 7L, null).change().resources(pytorch).build();
        var first = ended(train(request));
        var second = ended(train(request));

        assertThat(first.state()).as("%s", first.failure()).isEqualTo(JobState.SUCCEEDED);
        var version = training.version("torch", "1");
        assertThat(version.environment()).containsEntry("engine", "pytorch 2.7.1");
        assertThat(version.metrics().get("test").values().get("auc")).isGreaterThan(0.95);
        goldenRowsReplay(version);
        assertThat(second.result().get("weightsHash")).isEqualTo(first.result().get("weightsHash"));
    }

    @Test
    void aGpuThatIsNotThereIsNamed() throws IOException {
        var data = PREP.holds(PreparedFixture.binary(store, 100));
        var gpu = new Resources(EngineName.PYTORCH, Device.GPU, null, null);

        var job = ended(train(request("fast", data, 1, 1L, null).change().resources(gpu).build()));

        assertThat(job.failure().code()).isEqualTo(FailureCode.DEVICE_NOT_FOUND);
        assertThat(job.failure().message()).contains("PyTorch");
    }

    @Test
    void theSameSeedGivesTheSameWeightsInAnotherProcess() throws IOException {
        var data = PREP.holds(PreparedFixture.binary(store, 200));

        var first = ended(train(request("twins", data, 8, 7L, null)));
        var second = ended(train(request("twins", data, 8, 7L, null)));
        var other = ended(train(request("twins", data, 8, 8L, null)));

        var versions = training.compare(List.of("twins@1", "twins@2", "twins@3"));
        assertThat(versions).hasSize(3);
        assertThat(second.result().get("weightsHash")).isEqualTo(first.result().get("weightsHash"));
        assertThat(other.result().get("weightsHash"))
                .isNotEqualTo(first.result().get("weightsHash"));
        assertThat(versions.get(0).artifactHashes().get("weights.sha256"))
                .isEqualTo(versions.get(1).artifactHashes().get("weights.sha256"));
    }

    @Test
    void anotherWorkerGoesOnFromTheLastCheckpointToTheSameWeights() throws IOException {
        var data = PREP.holds(PreparedFixture.binary(store, 2000));
        var asked =
                request("resumed", data, 60, 3L, null)
                        .change()
                        .checkpoints(new Checkpoints(2, null))
                        .build();
        var undisturbed = ended(train(asked));

        var id = train(asked);
        await().atMost(PATIENCE).until(() -> count(id, "checkpoint") > 1);
        workers().forEach(ProcessHandle::destroyForcibly);
        var job = ended(id);

        assertThat(job.state()).as("%s", job.failure()).isEqualTo(JobState.SUCCEEDED);
        assertThat(count(id, "resumed")).isEqualTo(1);
        assertThat(job.result())
                .containsEntry("weightsHash", undisturbed.result().get("weightsHash"))
                .containsEntry("epochs", undisturbed.result().get("epochs"));
        assertThat(training.versions("resumed")).hasSize(2);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(store.list("training/training/" + id + "/checkpoints/"))
                                .isEmpty());
        noUnreferencedObjects();
    }

    @Test
    void dataThatIsDeletedUnderATrainingIsMissedByName() throws IOException {
        var data = PREP.holds(PreparedFixture.binary(store, 200));
        var id = train(request("bereft", data, 500, 3L, null));
        await().atMost(PATIENCE).until(() -> count(id, "epoch") > 0);

        store.deletePrefix(store.keyOf(data.location()));

        var failure = ended(id).failure();
        assertThat(failure.code()).isEqualTo(FailureCode.PREPARED_DATA_NOT_FOUND);
        assertThat(failure.message())
                .contains(store.keyOf(data.location()) + "test/", "Prepare the data again.");
        assertThat(PREP.references()).noneMatch(path -> path.contains(id.toString()));
        noUnreferencedObjects();
    }

    @Test
    void cancellingEndsTheWorkerAtOnceAndLeavesNothing() throws IOException {
        var data = PREP.holds(PreparedFixture.binary(store, 2000));
        var id = train(request("cancelled", data, 50_000, 3L, null));
        await().atMost(PATIENCE).until(() -> epochsOf(jobs.find(id)) > 0);
        var before = workers();

        jobs.cancel(id);

        assertThat(jobs.find(id).state()).isEqualTo(JobState.CANCELLED);
        await().atMost(Duration.ofSeconds(5))
                .until(() -> before.stream().anyMatch(worker -> !worker.isAlive()));
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(PREP.references())
                                .noneMatch(path -> path.contains(id.toString())));
        assertThatThrownBy(() -> training.versions("cancelled"))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        gone -> assertThat(gone.code()).isEqualTo(FailureCode.MODEL_NOT_FOUND));
        noUnreferencedObjects();
    }

    @Test
    void aDivergedTrainingSaysWhereAndWhatToDo() throws IOException {
        var data = PREP.holds(PreparedFixture.regression(store, 200));
        var request =
                TrainRequest.of("wild", data.id())
                        .change()
                        .layers(List.of(Layer.Dense.of(8, Activation.RELU)))
                        .optimizer(new Optimizer.Sgd(1e9, null))
                        .epochs(50)
                        .build();

        var job = ended(train(request));

        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(job.failure().code()).isEqualTo(FailureCode.DIVERGED);
        assertThat(job.failure().message()).contains("epoch 1", "lower learning rate");
        assertThat(PREP.references()).noneMatch(path -> path.contains(job.id().toString()));
        noUnreferencedObjects();
    }

    @Test
    void refusesABadRequestBeforeAJobIsAccepted() throws IOException {
        var data = PREP.holds(PreparedFixture.binary(store, 40));
        var oneClass =
                PREP.holds(
                        new PreparedData(
                                UUID.randomUUID(),
                                data.hash(),
                                data.inputs(),
                                data.location(),
                                40,
                                10,
                                10,
                                data.transformHash(),
                                data.featureNames(),
                                data.target(),
                                List.of("0"),
                                data.recipe(),
                                data.createdAt(),
                                data.createdBy()));
        var layers =
                List.<Layer>of(
                        new Layer.Dense(0, null, null, null, null, null), new Layer.Dropout(1));

        refused(
                TrainRequest.of("m", data.id()).change().layers(layers).build(),
                FailureCode.INVALID_NETWORK,
                "layers[0].units",
                "layers[1].rate");
        refused(TrainRequest.of("m", UUID.randomUUID()), FailureCode.PREPARED_DATA_NOT_FOUND);
        refused(TrainRequest.of("m", oneClass.id()), FailureCode.UNTRAINABLE_DATA);
        refused(
                TrainRequest.of("m", data.id()).change().alias("latest").build(),
                FailureCode.INVALID_REQUEST);
        refused(
                TrainRequest.of("m", data.id())
                        .change()
                        .layers(Collections.nCopies(9, Layer.Dense.of(16_384, Activation.RELU)))
                        .build(),
                FailureCode.INVALID_NETWORK);
        refused(
                TrainRequest.of("m", data.id())
                        .change()
                        .layers(List.of(Layer.Dense.of(4, Activation.RELU), Layer.Lstm.of(2)))
                        .build(),
                FailureCode.INVALID_NETWORK,
                "layers[1]");
    }

    @Test
    void namesAnUnknownLayerByItsPlace() {
        var unknown =
                Map.of(
                        "model",
                        "m",
                        "preparedData",
                        new UUID(0, 1),
                        "layers",
                        List.of(Map.of("type", "dense", "units", 4), Map.of("type", "dens")));

        assertThatThrownBy(() ->
                        new ServiceClient(port)
                                .http()
                                .post()
                                .uri("/v1/training-jobs")
                                .body(unknown)
                                .retrieve()
                                .toBodilessEntity())
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        refused -> {
                            assertThat(refused.code()).isEqualTo(FailureCode.INVALID_REQUEST);
                            assertThat(refused.failure().mistakes())
                                    .extracting(Mistake::field)
                                    .containsExactly("layers[1]");
                        });
    }

    @Test
    void aVersionGoesOnlyWhenNobodyNeedsIt() throws IOException {
        var data = PREP.holds(PreparedFixture.binary(store, 100));
        var job = ended(train(request("needed", data, 2, 1L, "champion")));
        training.addReference("needed", "1", "inference:needed");

        assertThatThrownBy(() -> training.delete("needed", "1"))
                .hasMessageContaining("alias champion")
                .hasMessageContaining("inference:needed");

        var prefix = store.keyOf(training.version("needed", "1").location());
        training.removeAlias("needed", "champion");
        training.removeReference("needed", "1", "inference:needed");
        training.delete("needed", "1");

        assertThat(store.list(prefix)).isEmpty();
        assertThat(PREP.references()).noneMatch(path -> path.contains(job.id().toString()));
        assertThat(ended(train(request("needed", data, 2, 1L, null))).result())
                .containsEntry("modelVersion", "needed@2");
    }

    private void artifactsAreComplete(ModelVersion version) {
        var prefix = store.keyOf(version.location());
        assertThat(version.artifactHashes())
                .containsKeys(
                        "saved_model/saved_model.pb",
                        "transform.json",
                        "golden.json",
                        "test-predictions.jsonl",
                        "evaluation.json",
                        "weights.sha256",
                        "weights.safetensors",
                        "epochs.json",
                        "findings.json");
        assertThat(version.artifactHashes().keySet()).allMatch(path -> store.exists(prefix + path));
        assertThat(text(prefix + "weights.sha256").strip()).isEqualTo(version.weightsHash());
        assertThat(FittedTransform.fromJson(text(prefix + "transform.json")).hash())
                .isEqualTo(version.transformHash());
        assertThat(text(prefix + "test-predictions.jsonl").lines()).hasSize(100);
    }

    /** As serving will: from the row as a client sends it, one at a time. */
    private void goldenRowsReplay(ModelVersion version) throws IOException {
        var prefix = store.keyOf(version.location());
        for (var object : store.list(prefix + "saved_model/")) {
            var file = folder.resolve(object.key().substring(prefix.length()));
            Files.createDirectories(file.getParent());
            Files.write(file, store.read(object.key(), 1 << 20));
        }
        var transform = FittedTransform.fromJson(text(prefix + "transform.json"));
        double threshold = requireNonNullElse(version.threshold(), FittedTarget.THRESHOLD);
        var golden = json.readValue(text(prefix + "golden.json"), GoldenRow[].class);
        assertThat(golden).hasSize(100);
        try (var model = new TensorflowFormat(1).load(folder.resolve("saved_model"))) {
            for (var row : golden) {
                var features = new float[transform.width()];
                transform.compile().apply(values(transform, row.row()), features, 0);
                assertThat(features).isEqualTo(row.features());
                var outputs = model.outputs(features, 1);
                for (int unit = 0; unit < outputs.length; unit++) {
                    assertThat(outputs[unit]).isCloseTo(row.output()[unit], within(1e-12));
                }
                assertThat(row.prediction().toString())
                        .isEqualTo(transform.target().predict(row.output(), threshold).toString());
            }
        }
    }

    private static Object[] values(FittedTransform transform, Map<String, Object> row) {
        return transform.inputs().stream()
                .map(column -> {
                    var value = row.get(column.name());
                    return column.type() == ColumnType.DATE
                            ? LocalDate.parse((String) value)
                            : value;
                })
                .toArray();
    }

    private void noUnreferencedObjects() {
        var prefixes = referenced.stream().flatMap(all -> all.prefixes().stream()).toList();
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() ->
                        assertThat(store.list("training/"))
                                .extracting(StoredObject::key)
                                .allMatch(key -> prefixes.stream().anyMatch(key::startsWith)));
    }

    private static List<ProcessHandle> workers() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains("millrace-worker-"))
                .toList();
    }

    private UUID train(TrainRequest request) {
        return training.train(null, null, request).getBody().id();
    }

    private void refused(TrainRequest request, FailureCode code, String... fields) {
        assertThatThrownBy(() -> training.train(null, null, request))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        failure -> {
                            assertThat(failure.code()).isEqualTo(code);
                            assertThat(failure.failure().mistakes())
                                    .extracting(Mistake::field)
                                    .containsExactly(fields);
                        });
    }

    private Job ended(UUID id) {
        await().atMost(PATIENCE).until(() -> jobs.find(id).state().isTerminal());
        return jobs.find(id);
    }

    private long epochsOf(Job job) {
        return count(job.id(), "epoch");
    }

    private long count(UUID job, String event) {
        return jobs.history(job, 0).stream().filter(told -> told.type().equals(event)).count();
    }

    private String text(String key) {
        return new String(store.read(key, 10 << 20), StandardCharsets.UTF_8);
    }

    private static TrainRequest request(
            String model, PreparedData data, int epochs, Long seed, String alias) {
        return TrainRequest.of(model, data.id())
                .change()
                .layers(SMALL)
                .optimizer(new Optimizer.Adam(0.01))
                .epochs(epochs)
                .batchSize(16)
                .earlyStopping(EarlyStopping.after(epochs))
                .seed(seed)
                .alias(alias)
                .build();
    }
}
