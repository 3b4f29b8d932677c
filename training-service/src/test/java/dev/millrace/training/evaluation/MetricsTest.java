package dev.millrace.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MetricsTest {

    static IntStream seeds() {
        return IntStream.range(0, 50);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void areasAgreeWithTheirDefinitionsHoweverManyScoresTie(int seed) {
        var random = new Random(seed);
        int rows = 1 + random.nextInt(60);
        int levels = 1 + random.nextInt(20);
        var scores = new double[rows];
        var belongs = new boolean[rows];
        for (int row = 0; row < rows; row++) {
            scores[row] = random.nextInt(levels) / (double) levels;
            belongs[row] = random.nextInt(3) == 0;
        }

        var ranking = new Ranking(scores, belongs);

        assertThat(ranking.rocAuc().orElse(-1))
                .isCloseTo(everyPairCompared(scores, belongs), within(1e-9));
        assertThat(ranking.averagePrecision().orElse(-1))
                .isCloseTo(everyThresholdTried(scores, belongs), within(1e-9));
    }

    @Test
    void binaryMetricsOfAWorkedExample() {
        int[] truth = {1, 1, 1, 0, 0, 0, 0, 1};
        double[] probabilities = {0.9, 0.8, 0.3, 0.7, 0.2, 0.1, 0.05, 0.5};

        var metrics = ClassificationMetrics.binary(truth, probabilities);

        assertThat(metrics.rows()).isEqualTo(8);
        assertThat(metrics.confusion()).isEqualTo(List.of(List.of(3L, 1L), List.of(1L, 3L)));
        assertThat(metrics.values())
                .containsEntry("accuracy", 0.75)
                .containsEntry("precision", 0.75)
                .containsEntry("recall", 0.75)
                .containsEntry("f1", 0.75)
                .containsEntry("auc", 14.0 / 16);
        // By hand: 1/4 (1/1 + 2/2 + 3/4 + 4/5).
        assertThat(metrics.values().get("prAuc")).isCloseTo(0.8875, within(1e-12));
        assertThat(metrics.values().get("logLoss"))
                .isCloseTo(
                        -(Math.log(0.9)
                                        + Math.log(0.8)
                                        + Math.log(0.3)
                                        + Math.log(0.3)
                                        + Math.log(0.8)
                                        + Math.log(0.9)
                                        + Math.log(0.95)
                                        + Math.log(0.5))
                                / 8,
                        within(1e-6));
    }

    @Test
    void multiclassMetricsAreMeansOverTheClasses() {
        int[] truth = {0, 1, 2, 2};
        double[] probabilities = {
            0.8, 0.1, 0.1,
            0.2, 0.5, 0.3,
            0.1, 0.2, 0.7,
            0.1, 0.6, 0.3
        };

        var metrics = ClassificationMetrics.multiclass(3, truth, probabilities);

        assertThat(metrics.values())
                .containsEntry("accuracy", 0.75)
                .containsEntry("precision", (1 + 0.5 + 1) / 3)
                .containsEntry("recall", (1 + 1 + 0.5) / 3);
        assertThat(metrics.values().get("f1"))
                .isCloseTo((1 + 2.0 / 3 + 2.0 / 3) / 3, within(1e-12));
        assertThat(metrics.values().get("auc")).isCloseTo((1 + 2.0 / 3 + 0.875) / 3, within(1e-9));
    }

    @Test
    void whatIsUndefinedIsAbsent() {
        var metrics = ClassificationMetrics.binary(new int[] {0, 0}, new double[] {0.1, 0.2});

        assertThat(metrics.values()).containsOnlyKeys("accuracy", "logLoss");
    }

    @Test
    void certainAndWrongCostsMuchButNotInfinitelyMuch() {
        var metrics = ClassificationMetrics.binary(new int[] {0, 1}, new double[] {1, 1});

        assertThat(metrics.values().get("logLoss"))
                .isCloseTo(-Math.log(Math.ulp(1.0)) / 2, within(1e-9));
    }

    @Test
    void regressionMetricsOfAWorkedExample() {
        var metrics = RegressionMetrics.of(new double[] {1, 2, 3, 6}, new double[] {1, 1, 5, 6});

        assertThat(metrics.values())
                .containsEntry("mse", 1.25)
                .containsEntry("rmse", Math.sqrt(1.25))
                .containsEntry("mae", 0.75)
                .containsEntry("r2", 1 - 5.0 / 14);
        assertThat(metrics.confusion()).isNull();
    }

    @Test
    void constantTruthHasNoR2() {
        assertThat(RegressionMetrics.of(new double[] {2, 2}, new double[] {1, 3}).values())
                .doesNotContainKey("r2")
                .containsEntry("mse", 1.0);
    }

    private static double everyPairCompared(double[] scores, boolean[] belongs) {
        double wins = 0;
        int pairs = 0;
        for (int one = 0; one < scores.length; one++) {
            for (int other = 0; other < scores.length; other++) {
                if (belongs[one] && !belongs[other]) {
                    pairs++;
                    wins +=
                            scores[one] > scores[other]
                                    ? 1
                                    : scores[one] == scores[other] ? 0.5 : 0;
                }
            }
        }
        return pairs == 0 ? -1 : wins / pairs;
    }

    private static double everyThresholdTried(double[] scores, boolean[] belongs) {
        var thresholds =
                IntStream.range(0, scores.length)
                        .mapToObj(row -> scores[row])
                        .distinct()
                        .sorted((one, other) -> Double.compare(other, one))
                        .toList();
        long all = IntStream.range(0, scores.length).filter(row -> belongs[row]).count();
        double sum = 0;
        double recallBefore = 0;
        for (double threshold : thresholds) {
            var taken =
                    IntStream.range(0, scores.length)
                            .filter(row -> scores[row] >= threshold)
                            .toArray();
            double hits = IntStream.of(taken).filter(row -> belongs[row]).count();
            sum += (hits / all - recallBefore) * (hits / taken.length);
            recallBefore = hits / all;
        }
        return all == 0 ? -1 : sum;
    }
}
