package dev.millrace.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.contracts.training.EvaluationOptions.ThresholdOptions;
import dev.millrace.contracts.training.EvaluationOptions.ThresholdRule;
import dev.millrace.contracts.training.PartEvaluation.CalibrationBin;
import dev.millrace.training.evaluation.Predictions.Classes;
import dev.millrace.training.evaluation.Predictions.Numbers;
import dev.millrace.transform.ColumnType;
import dev.millrace.transform.FittedTarget;
import dev.millrace.transform.TargetSpec;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random rows, with ties and with classes that are missing, against the definitions by counting.
 */
class EvaluationPropertiesTest {

    private static final Offset<Double> EXACT = within(1e-9);

    static IntStream seeds() {
        return IntStream.range(0, 40);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void averagesAgreeWithCounting(int seed) {
        var rows = randomClasses(seed, 4);

        var scores = ClassReport.of(rows.labels(), rows.confusion());

        double[] f1 = IntStream.range(0, 4).mapToDouble(label -> f1(rows, label)).toArray();
        double[] support =
                IntStream.range(0, 4)
                        .mapToDouble(label -> count(rows, truth(rows, label)))
                        .toArray();
        var seen =
                IntStream.range(0, 4)
                        .filter(label -> support[label] + count(rows, taken(rows, label)) > 0);
        assertThat(scores.macro().f1())
                .isCloseTo(seen.mapToDouble(label -> f1[label]).average().orElseThrow(), EXACT);
        assertThat(scores.weighted().f1())
                .isCloseTo(
                        IntStream.range(0, 4)
                                .mapToDouble(label -> f1[label] * support[label] / rows.rows())
                                .sum(),
                        EXACT);
        assertThat(scores.micro().precision())
                .isCloseTo(
                        count(rows, row -> rows.predicted(row) == rows.truth()[row]) / rows.rows(),
                        EXACT);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void calibrationAgreesWithItsDefinition(int seed) {
        var rows = randomBinary(seed, 300);

        var calibration = CalibrationCurve.of(rows);

        assertThat(calibration.bins().stream().mapToLong(CalibrationBin::rows).sum())
                .isEqualTo(rows.rows());
        assertThat(calibration.brier())
                .isCloseTo(
                        mean(
                                rows,
                                row -> Math.pow(rows.probabilities()[row] - rows.truth()[row], 2)),
                        EXACT);
        double error = 0;
        for (int bin = 0; bin < 10; bin++) {
            double from = bin / 10.0;
            double to = bin == 9 ? 2 : (bin + 1) / 10.0;
            error +=
                    Math.abs(
                            mean(
                                    rows,
                                    row ->
                                            rows.probabilities()[row] >= from
                                                            && rows.probabilities()[row] < to
                                                    ? rows.probabilities()[row] - rows.truth()[row]
                                                    : 0));
        }
        assertThat(calibration.expectedError()).isCloseTo(error, EXACT);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void calibrationOfSeveralClassesLooksAtThePredictedOne(int seed) {
        var rows = randomClasses(seed, 4);

        var calibration = CalibrationCurve.of(rows);

        double brier =
                IntStream.range(0, 4)
                        .mapToDouble(label ->
                                mean(
                                        rows,
                                        row ->
                                                Math.pow(
                                                        rows.probability(row, label)
                                                                - (rows.truth()[row] == label
                                                                        ? 1
                                                                        : 0),
                                                        2)))
                        .sum();
        assertThat(calibration.brier()).isCloseTo(brier, EXACT);
        assertThat(
                        calibration.bins().stream()
                                .mapToDouble(bin -> bin.observed() * bin.rows())
                                .sum())
                .isCloseTo(rows.metrics().values().get("accuracy") * rows.rows(), EXACT);
        assertThat(
                        calibration.bins().stream()
                                .mapToDouble(bin -> bin.predicted() * bin.rows())
                                .sum())
                .isCloseTo(
                        IntStream.range(0, rows.rows())
                                .mapToDouble(row -> rows.probability(row, rows.predicted(row)))
                                .sum(),
                        EXACT);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void logLossAgreesWithMoreDigits(int seed) {
        var rows = randomBinary(seed, 50);

        var product = BigDecimal.ONE;
        for (int row = 0; row < rows.rows(); row++) {
            var likelihood = rows.probability(row, rows.truth()[row]);
            product =
                    product.multiply(
                            new BigDecimal(
                                    Math.clamp(likelihood, Math.ulp(1.0), 1 - Math.ulp(1.0))),
                            MathContext.DECIMAL128);
        }
        int digits = product.precision() - product.scale();
        double loss =
                -(Math.log(product.scaleByPowerOfTen(-digits).doubleValue())
                                + digits * Math.log(10))
                        / rows.rows();

        assertThat(rows.metrics().values().get("logLoss")).isCloseTo(loss, EXACT);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void thinnedCurvesKeepTheirAreasAndEnds(int seed) {
        var rows = randomBinary(seed, 5_000);

        var curves = RankingCurves.of(rows).getFirst();

        var roc = curves.roc();
        double area = 0;
        for (int point = 1; point < roc.size(); point++) {
            area +=
                    (roc.get(point).falsePositiveRate() - roc.get(point - 1).falsePositiveRate())
                            * (roc.get(point).truePositiveRate()
                                    + roc.get(point - 1).truePositiveRate())
                            / 2;
        }
        assertThat(area).isCloseTo(curves.auc(), within(1e-3));
        assertThat(roc).hasSizeLessThanOrEqualTo(400);
        assertThat(roc.getFirst().truePositiveRate()).isZero();
        assertThat(roc.getLast().falsePositiveRate()).isEqualTo(1);
        var recalls = curves.precisionRecall();
        double steps = 0;
        for (int point = 1; point < recalls.size(); point++) {
            steps +=
                    (recalls.get(point).recall() - recalls.get(point - 1).recall())
                            * recalls.get(point).precision();
        }
        assertThat(steps).isCloseTo(curves.averagePrecision(), within(1e-3));
        assertThat(recalls).hasSizeLessThanOrEqualTo(400);
    }

    @ParameterizedTest
    @EnumSource
    void noOtherThresholdDoesBetter(ThresholdRule rule) {
        for (int seed = 0; seed < 40; seed++) {
            var rows = randomBinary(seed, 60);
            var chosen = new ThresholdChoice(new ThresholdOptions(rule, 1.0, 3.0)).on(rows);

            var tried =
                    DoubleStream.concat(
                                    Arrays.stream(rows.probabilities()), DoubleStream.of(0, 1.5))
                            .map(threshold -> scored(rule, rows, threshold));
            double best =
                    rule == ThresholdRule.COST
                            ? tried.min().orElseThrow()
                            : tried.max().orElseThrow();

            assertThat(chosen).isPresent();
            assertThat(chosen.orElseThrow().score()).isCloseTo(best, EXACT);
            assertThat(scored(rule, rows, chosen.orElseThrow().threshold())).isCloseTo(best, EXACT);
        }
    }

    @Test
    void aThresholdLiesBetweenScoresAndNearTheMiddle() {
        var rows = binary(new int[] {0, 0, 1, 1}, new double[] {0.1, 0.3, 0.6, 0.9});

        var chosen = new ThresholdChoice(new ThresholdOptions(null, null, null)).on(rows);

        assertThat(chosen.orElseThrow().threshold()).isCloseTo(0.45, within(1e-12));
        assertThat(ThresholdChoice.at(0.45, rows).values()).containsEntry("f1", 1.0);
    }

    @Test
    void oneClassHasNoThresholdAndNoCurves() {
        var rows = binary(new int[] {1, 1}, new double[] {0.2, 0.8});

        assertThat(new ThresholdChoice(new ThresholdOptions(null, null, null)).on(rows)).isEmpty();
        assertThat(RankingCurves.of(rows)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void residualsAgreeWithTheirDefinitions(int seed) {
        var random = new Random(seed);
        int count = 1 + random.nextInt(200);
        var truth = random.doubles(count, -5, 5).toArray();
        var predicted = Arrays.stream(truth).map(y -> y + random.nextInt(5) - 2).toArray();

        var residuals = ResidualSummary.of(new Numbers(truth, predicted));

        var errors =
                IntStream.range(0, count)
                        .mapToDouble(row -> truth[row] - predicted[row])
                        .sorted()
                        .toArray();
        assertThat(residuals.mean()).isCloseTo(Arrays.stream(errors).sum() / count, EXACT);
        double squares = Arrays.stream(errors).map(error -> error * error).sum() / count;
        assertThat(residuals.deviation())
                .isCloseTo(
                        Math.sqrt(Math.max(0, squares - residuals.mean() * residuals.mean())),
                        within(1e-7));
        assertThat(residuals.quantiles().getFirst().value()).isEqualTo(errors[0]);
        assertThat(residuals.quantiles().getLast().value()).isEqualTo(errors[count - 1]);
        assertThat(residuals.quantiles().get(3).value())
                .isCloseTo((errors[(count - 1) / 2] + errors[count / 2]) / 2, EXACT);
        assertThat(residuals.histogram().stream().mapToLong(bin -> bin.rows()).sum())
                .isEqualTo(count);
        assertThat(Math.abs(residuals.worst().getFirst().residual()))
                .isEqualTo(Arrays.stream(errors).map(Math::abs).max().orElseThrow());
    }

    @Test
    void refusesWhatIsNoNumber() {
        var target =
                new FittedTarget(
                        new TargetSpec("y", TargetSpec.Kind.BINARY, null),
                        ColumnType.LONG,
                        List.of(0L, 1L),
                        0,
                        1);

        assertThatThrownBy(() ->
                        Predictions.of(target, new float[] {0, 1}, new double[] {0.5, Double.NaN}))
                .hasMessageContaining("Output 1 is NaN");
        assertThatThrownBy(() -> new Ranking(new double[] {1.5}, new boolean[] {true}))
                .hasMessageContaining("row 0 is 1.5");
        assertThatThrownBy(() -> Predictions.of(target, new float[] {0, 1}, new double[] {0.5}))
                .hasMessageContaining("2 rows cannot have 1 outputs");
    }

    private static double scored(ThresholdRule rule, Classes rows, double threshold) {
        double hits =
                count(
                        rows,
                        row -> rows.probabilities()[row] >= threshold && rows.truth()[row] == 1);
        double wrong =
                count(
                        rows,
                        row -> rows.probabilities()[row] >= threshold && rows.truth()[row] == 0);
        double positives = count(rows, row -> rows.truth()[row] == 1);
        double negatives = rows.rows() - positives;
        return switch (rule) {
            case F1 -> hits == 0 ? 0 : 2 / ((hits + wrong) / hits + positives / hits);
            case YOUDEN -> hits / positives - wrong / negatives;
            case COST -> (wrong + 3 * (positives - hits)) / rows.rows();
        };
    }

    private static double f1(Classes rows, int label) {
        double both =
                count(rows, row -> taken(rows, label).test(row) && truth(rows, label).test(row));
        double either = count(rows, taken(rows, label)) + count(rows, truth(rows, label));
        return either == 0 ? 0 : 2 * both / either;
    }

    private static IntPredicate truth(Classes rows, int label) {
        return row -> rows.truth()[row] == label;
    }

    private static IntPredicate taken(Classes rows, int label) {
        return row -> rows.predicted(row) == label;
    }

    private static double count(Classes rows, IntPredicate which) {
        return IntStream.range(0, rows.rows()).filter(which).count();
    }

    private static double mean(Classes rows, java.util.function.IntToDoubleFunction value) {
        return IntStream.range(0, rows.rows()).mapToDouble(value).sum() / rows.rows();
    }

    private static Classes binary(int[] truth, double[] probabilities) {
        return new Classes(List.of("no", "yes"), true, truth, probabilities);
    }

    /** Both classes are there; scores tie more or less. */
    private static Classes randomBinary(int seed, int rows) {
        var random = new Random(seed);
        int levels = seed % 2 == 0 ? 1 + random.nextInt(30) : 1_000_000;
        double signal = random.nextDouble();
        var truth = new int[rows];
        var scores = new double[rows];
        for (int row = 0; row < rows; row++) {
            truth[row] = row < 2 ? row : random.nextInt(4) == 0 ? 1 : 0;
            double score =
                    signal * truth[row] * random.nextDouble() + (1 - signal) * random.nextDouble();
            scores[row] = Math.floor(score * levels) / levels;
        }
        return binary(truth, scores);
    }

    /** Some classes may never occur. */
    private static Classes randomClasses(int seed, int classes) {
        var random = new Random(seed);
        int rows = 1 + random.nextInt(30);
        var truth = random.ints(rows, 0, 1 + random.nextInt(classes)).toArray();
        var probabilities = new double[rows * classes];
        for (int index = 0; index < probabilities.length; index++) {
            probabilities[index] = random.nextInt(5) / 5.0;
        }
        return new Classes(List.of("a", "b", "c", "d"), false, truth, probabilities);
    }
}
