package dev.millrace.training.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.training.CategoryLimits;
import dev.millrace.contracts.training.Layer;
import dev.millrace.contracts.training.Layer.Branch;
import dev.millrace.contracts.training.TrainRequest;
import dev.millrace.training.fit.Rows;
import dev.millrace.transform.Column;
import dev.millrace.transform.ColumnType;
import dev.millrace.transform.FittedFeature;
import dev.millrace.transform.FittedOperation;
import dev.millrace.transform.FittedTarget;
import dev.millrace.transform.FittedTransform;
import dev.millrace.transform.Operation.Categories;
import dev.millrace.transform.TargetSpec;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Features: the array tokens of two, the number ward, the city as 0 to 2. */
class CategoryCheckTest {

    private static final FittedTransform TRANSFORM =
            new FittedTransform(
                    List.of(
                            new Column("words", ColumnType.DOUBLE_ARRAY),
                            new Column("ward", ColumnType.LONG),
                            new Column("city", ColumnType.STRING)),
                    List.of(
                            new FittedFeature(
                                    "tokens",
                                    "words",
                                    null,
                                    List.of(new FittedOperation.Array(2, 0, 1))),
                            new FittedFeature("ward", "ward", null, List.of()),
                            new FittedFeature(
                                    "city",
                                    "city",
                                    null,
                                    List.of(
                                            new FittedOperation.Ordinal(
                                                    List.of("Bern", "Graz"),
                                                    Categories.IGNORE,
                                                    Categories.ERROR)))),
                    new FittedTarget(TargetSpec.none(), null, List.of(), 0, 1));

    @Test
    void followsFeaturesThroughWhatLeavesThemAsTheyAre() {
        var tokens =
                new Branch(
                        List.of("tokens[0]", "tokens[1]"),
                        List.of(new Layer.Flatten(), embedding(true, 5)));
        var ward =
                new Branch(
                        List.of("ward", "city"),
                        List.of(
                                new Layer.Reshape(List.of(2)),
                                new Layer.Residual(List.of(embedding(false, 4, 3)), null)));

        var limits =
                limits(
                        new Layer.Branches(
                                List.of(tokens, ward, new Branch(null, List.of())), null));

        assertThat(limits.outside(new float[] {0, 4, 3, 2}, 0)).isEmpty();
        assertThat(limits.outside(new float[] {9, 5, -1, 0.5f, 99}, 1))
                .extracting(CategoryLimits.Outside::column)
                .containsExactly("words", "words", "ward");
        assertThat(limits.outside(new float[] {5, -1, 0.5f, 99}, 0))
                .extracting(CategoryLimits.Outside::message)
                .containsExactly(
                        "tokens[0] is 5; the model has embeddings of the whole numbers 0 to 4 there",
                        "tokens[1] is -1; the model has embeddings of the whole numbers 0 to 4 there",
                        "ward is 0.5; the model has embeddings of the whole numbers 0 to 3 there");
    }

    @Test
    void leavesNumbersAloneThatAreNotLookedUp() {
        assertThat(limits(new Layer.Flatten()).isEmpty()).isTrue();
        assertThat(limits(new Layer.LayerNorm(null), embedding(true, 2)).isEmpty()).isTrue();
        assertThat(
                        limits(
                                        new Layer.Branches(
                                                List.of(
                                                        new Branch(
                                                                List.of("city"),
                                                                List.of(embedding(false, 3)))),
                                                null))
                                .isEmpty())
                .as("what an ordinal operation makes")
                .isTrue();
    }

    @Test
    void namesTheRowTheFeatureAndTheRange() {
        var features = new float[4 * 5000];
        features[4 * 4711 + 2] = 7;
        var request =
                TrainRequest.of("m", UUID.randomUUID())
                        .change()
                        .layers(List.of(embedding(false, 2, 2, 7, 3)))
                        .build();
        var check = new CategoryCheck(request, TRANSFORM);

        assertThatThrownBy(() ->
                        check.require(part -> rows(part.equals("test") ? features : new float[8])))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        refused ->
                                assertThat(refused.code()).isEqualTo(FailureCode.UNTRAINABLE_DATA))
                .hasMessage(
                        "Row 4712 of the test part: ward is 7; the model has embeddings of the whole numbers 0 to 6 there. Correct or filter it in the recipe, or give the embedding a larger vocabulary.");
        Arrays.fill(features, 1);
        assertThatCode(() -> check.require(part -> rows(features))).doesNotThrowAnyException();
    }

    private static Rows rows(float[] features) {
        return new Rows(4, features, new float[features.length / 4]);
    }

    private static CategoryLimits limits(Layer... layers) {
        return CategoryLimits.of(List.of(layers), TRANSFORM);
    }

    private static Layer embedding(boolean shared, Integer... vocabulary) {
        return new Layer.Embedding(List.of(vocabulary), 2, shared, null, null);
    }
}
