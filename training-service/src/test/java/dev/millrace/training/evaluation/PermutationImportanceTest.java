package dev.millrace.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.training.engine.Randomness;
import dev.millrace.training.evaluation.PermutationImportance.Feature;
import dev.millrace.transform.ColumnType;
import dev.millrace.transform.FittedTarget;
import dev.millrace.transform.TargetSpec;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PermutationImportanceTest {

    private static final FittedTarget NUMBER =
            new FittedTarget(
                    new TargetSpec("y", TargetSpec.Kind.REGRESSION, TargetSpec.Scale.NONE),
                    ColumnType.DOUBLE,
                    List.of(),
                    0,
                    1);
    private static final List<Feature> FEATURES =
            List.of(
                    new Feature("ignored", 0, 1),
                    new Feature("pair", 1, 2),
                    new Feature("weak", 3, 1));

    /** y = 5 (a - b) + c, where a = b in every row, so that a and b say nothing while together. */
    private static double[] outputs(float[] features, int rows) {
        var outputs = new double[rows];
        for (int row = 0; row < rows; row++) {
            outputs[row] =
                    5 * (features[row * 4 + 1] - features[row * 4 + 2]) + features[row * 4 + 3];
        }
        return outputs;
    }

    @Test
    void outputsOfOneFeatureMoveTogetherAndOnlyWhatIsUsedMatters() {
        var random = new Random(1);
        var features = new float[400];
        for (int row = 0; row < 100; row++) {
            features[row * 4] = random.nextFloat();
            features[row * 4 + 1] = random.nextFloat();
            features[row * 4 + 2] = features[row * 4 + 1];
            features[row * 4 + 3] = random.nextFloat();
        }
        var labels = new float[100];
        var truth = outputs(features, 100);
        for (int row = 0; row < 100; row++) {
            labels[row] = (float) truth[row];
        }
        var importance =
                new PermutationImportance(
                        PermutationImportanceTest::outputs, NUMBER, new Randomness(7), 4);

        var found = importance.of(FEATURES, features.clone(), labels);

        assertThat(found.score()).isEqualTo("rmse");
        assertThat(found.baseScore()).isZero();
        assertThat(found.features().getFirst().feature()).isEqualTo("weak");
        assertThat(found.features().getFirst().mean()).isBetween(0.3, 0.5);
        assertThat(found.features().getFirst().deviation()).isPositive();
        assertThat(found.features().get(1).mean()).isZero();
        assertThat(found.features().get(2).mean()).isZero();
        assertThat(importance.of(FEATURES, features, labels)).isEqualTo(found);
    }

    @Test
    void manyFeaturesAreTriedOnFewerRows() {
        assertThat(PermutationImportance.rows(8, 5)).isEqualTo(2_000);
        assertThat(PermutationImportance.rows(64, 5)).isEqualTo(625);
        assertThat(PermutationImportance.rows(100_000, 5)).isEqualTo(1);
    }
}
