package dev.millrace.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.training.GoldenRow;
import dev.millrace.transform.TargetSpec.Kind;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the second of two classes begins. */
class ThresholdTest extends InferenceTest {

    private static final double CHOSEN = 0.3;
    private static final double ASKED = 0.8;

    @Test
    void aVersionDecidesByTheThresholdOfItsTrainingUnlessTheDeploymentNamesAnother() {
        var model = new TrainedModel("choosy", 1, Kind.BINARY).withThreshold(CHOSEN);
        model.register(store, TRAINING);

        deployed(http(), "choosy", "choosy@1");
        assertDecidesBy(CHOSEN, model);

        var asked =
                Map.<String, Object>of(
                        "endpoint", "choosy", "model", "choosy@1", "threshold", ASKED);
        assertThat(deploy(http(), asked).path("state").asString()).isEqualTo("SUCCEEDED");
        assertDecidesBy(ASKED, model);

        deployed(http(), "choosy", "choosy@1");
        assertDecidesBy(CHOSEN, model);
    }

    private void assertDecidesBy(double threshold, TrainedModel model) {
        var rows = model.golden.stream().map(GoldenRow::row).toArray();
        var answer = predict(http(), "choosy", rows).body();

        assertThat(http().get("/v1/endpoints/choosy").body().path("threshold").asDouble())
                .isEqualTo(threshold);
        assertThat(answer.path("threshold").asDouble()).isEqualTo(threshold);
        assertThat(answer.path("predictions"))
                .allSatisfy(prediction ->
                        assertThat(prediction.path("value").asLong())
                                .isEqualTo(
                                        prediction.at("/probabilities/1").asDouble() >= threshold
                                                ? 1
                                                : 0));
        assertThat(answer.path("predictions"))
                .as("rows that this threshold and 0.5 tell apart")
                .anyMatch(prediction ->
                        prediction.at("/probabilities/1").asDouble() >= threshold
                                != prediction.at("/probabilities/1").asDouble() >= 0.5);
    }

    @Test
    void goldenRowsOfAnotherThresholdAreNotItsOwn() {
        var model = new TrainedModel("mixed", 1, Kind.BINARY).withThreshold(CHOSEN);
        model.golden.replaceAll(row ->
                new GoldenRow(
                        row.row(),
                        row.features(),
                        row.output(),
                        model.transform.target().predict(row.output())));
        model.writeGoldenRows();
        model.register(store, TRAINING);

        var job = deploy(http(), "mixed", "mixed@1");

        assertThat(job.at("/failure/code").asString()).isEqualTo("MODEL_NOT_VERIFIED");
        assertThat(job.at("/failure/message").asString())
                .contains("prediction: expected 0, found 1");
    }

    @Test
    void aModelWithoutTwoClassesHasNone() {
        new TrainedModel("many", 1, Kind.MULTICLASS).register(store, TRAINING);

        var job = deploy(http(), Map.of("endpoint", "many", "model", "many@1", "threshold", 0.5));
        assertThat(job.at("/failure/code").asString()).isEqualTo("INVALID_REQUEST");
        assertThat(job.at("/failure/message").asString())
                .isEqualTo(
                        "threshold is for models of two classes; the target of many@1 is MULTICLASS. Leave it out.");
        assertThat(http().get("/v1/endpoints/many").status()).isEqualTo(404);

        deployed(http(), "many", "many@1");
        assertThat(http().get("/v1/endpoints/many").body().path("threshold").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "-0.1", "1e300", "\"NaN\"", "\"high\"", "[]"})
    void isRefusedOutsideOfItsRange(String threshold) {
        var answer =
                http().post(
                                "/v1/endpoints",
                                "{\"endpoint\": \"e\", \"model\": \"m@1\", \"threshold\": %s}"
                                        .formatted(threshold));

        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("INVALID_REQUEST");
        assertThat(answer.body().at("/mistakes/0/field").asString()).isEqualTo("threshold");
    }
}
