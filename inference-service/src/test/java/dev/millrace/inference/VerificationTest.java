package dev.millrace.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.contracts.training.GoldenRow;
import dev.millrace.transform.TargetSpec.Kind;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is not what was trained is not served. */
class VerificationTest extends InferenceTest {

    @Test
    void namesTheGoldenRowWhosePredictionDiffers() {
        var model = new TrainedModel("tampered-prediction", 1, Kind.BINARY);
        tamper(
                model,
                17,
                row ->
                        new GoldenRow(
                                row.row(),
                                row.features(),
                                row.output(),
                                1 - (Long) row.prediction()));

        assertRefused(model, "golden row 17, prediction: expected", "found");
    }

    @Test
    void namesTheGoldenRowAndTheFeatureThatDiffersInItsLastBit() {
        var model = new TrainedModel("tampered-feature", 1, Kind.REGRESSION);
        tamper(
                model,
                4,
                row -> {
                    float[] features = row.features().clone();
                    features[1] = Math.nextUp(features[1]);
                    return new GoldenRow(row.row(), features, row.output(), row.prediction());
                });

        assertRefused(model, "golden row 4, feature Age: expected", "found");
    }

    @Test
    void namesTheGoldenRowWhoseOutputDiffers() {
        var model = new TrainedModel("tampered-output", 1, Kind.MULTICLASS);
        tamper(
                model,
                49,
                row -> {
                    double[] output = row.output().clone();
                    output[2] += 1e-5;
                    return new GoldenRow(row.row(), row.features(), output, row.prediction());
                });

        assertRefused(model, "golden row 49, output 2: expected", "found");
    }

    @Test
    void namesTheGoldenRowThatTheTransformRefuses() {
        var model = new TrainedModel("tampered-row", 1, Kind.BINARY);
        tamper(
                model,
                9,
                row -> {
                    var changed = new LinkedHashMap<String, Object>(row.row());
                    changed.put("Age", "forty");
                    return new GoldenRow(changed, row.features(), row.output(), row.prediction());
                });

        JsonNode failure = assertRefused(model, "golden row 9", "Age");
        assertThat(failure.at("/mistakes/0/field").asString()).isEqualTo("Age");
    }

    @Test
    void namesTheFileThatWasChangedAfterTraining() {
        var model = new TrainedModel("tampered-file", 1, Kind.BINARY).register(store, TRAINING);
        byte[] changed = model.files.get("saved_model/saved_model.pb").clone();
        changed[changed.length / 2] ^= 1;
        store.put(model.keyOf("saved_model/saved_model.pb"), changed);

        assertDeploymentFails(model, "saved_model/saved_model.pb", "SHA-256");
    }

    @Test
    void namesTheFileThatIsGone() {
        var model = new TrainedModel("lost-file", 1, Kind.BINARY).register(store, TRAINING);
        store.delete(List.of(model.keyOf("golden.json")));

        assertDeploymentFails(model, "golden.json", "there is no object");
    }

    @Test
    void refusesATransformThatIsNotTheOneOfTraining() {
        var model =
                new TrainedModel("other-transform", 1, Kind.BINARY)
                        .withTransformHash("f".repeat(64));

        assertRefused(model, model.transform.hash(), "f".repeat(64));
    }

    @Test
    void refusesAPathThatLeavesTheModelsFolder() {
        var model = new TrainedModel("escape", 1, Kind.BINARY);
        model.files.put("saved_model/../../../escaped", "x".getBytes(StandardCharsets.UTF_8));
        TRAINING.register(model.version(store));
        model.files.remove("saved_model/../../../escaped");
        model.files.forEach((path, bytes) -> store.put(model.keyOf(path), bytes));

        assertDeploymentFails(model, "saved_model/../../../escaped", "leaves the model's folder");
    }

    @Test
    void refusesANetworkThatIsNoSavedModel() {
        var model = new TrainedModel("no-network", 1, Kind.BINARY);
        model.files.put(
                "saved_model/saved_model.pb",
                "no protocol buffer".getBytes(StandardCharsets.UTF_8));

        assertRefused(model, "TensorFlow cannot read the SavedModel", "");
    }

    @Test
    void keepsServingTheOldVersionWhenTheNewOneIsRefused() {
        var old = new TrainedModel("steady", 1, Kind.BINARY).register(store, TRAINING);
        deployed(http(), "steady", "steady@1");
        var broken = new TrainedModel("steady", 2, Kind.BINARY).withTransformHash("0".repeat(64));
        broken.register(store, TRAINING);

        JsonNode job = deploy(http(), "steady", "steady@2");

        assertThat(job.at("/failure/code").asString()).isEqualTo("MODEL_NOT_VERIFIED");
        var answer = predict(http(), "steady", old.golden.getFirst().row());
        assertThat(answer.body().path("modelVersion").asString()).isEqualTo("steady@1");
        await().untilAsserted(() ->
                assertThat(TRAINING.references())
                        .contains("steady@1 by endpoint-steady")
                        .doesNotContain("steady@2 by endpoint-steady"));
    }

    private static void tamper(
            TrainedModel model, int index, java.util.function.UnaryOperator<GoldenRow> change) {
        model.golden.set(index, change.apply(model.golden.get(index)));
        model.writeGoldenRows();
    }

    private JsonNode assertRefused(TrainedModel model, String... told) {
        model.register(store, TRAINING);
        return assertDeploymentFails(model, told);
    }

    private JsonNode assertDeploymentFails(TrainedModel model, String... told) {
        JsonNode job = deploy(http(), model.name, model.reference());
        assertThat(job.path("state").asString()).as("%s", job).isEqualTo("FAILED");
        assertThat(job.at("/failure/code").asString()).isEqualTo("MODEL_NOT_VERIFIED");
        assertThat(job.at("/failure/message").asString()).contains(told);
        assertThat(http().get("/v1/endpoints/" + model.name).status()).isEqualTo(404);
        return job.path("failure");
    }
}
