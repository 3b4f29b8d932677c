package dev.millrace.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.contracts.training.PartEvaluation.CalibrationBin;
import dev.millrace.training.evaluation.Predictions.Classes;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Values that scikit-learn 1.2.1 gave for the same rows; the call stands beside each. */
class ScikitLearnTest {

    private static final Offset<Double> EXACT = within(1e-9);

    private final Classes manyTies = manyTies();

    @Test
    void areasAndLossesOfScoresWithManyTies() {
        var values = manyTies.metrics().values();

        // roc_auc_score, average_precision_score, log_loss, brier_score_loss
        assertThat(values.get("auc")).isCloseTo(0.7427083333333333, EXACT);
        assertThat(values.get("prAuc")).isCloseTo(0.7110532344607238, EXACT);
        assertThat(values.get("logLoss")).isCloseTo(0.5474948069038067, EXACT);
        assertThat(CalibrationCurve.of(manyTies).brier()).isCloseTo(0.1901394189035917, EXACT);
    }

    @Test
    void rocPoints() {
        var roc = RankingCurves.of(manyTies).getFirst().roc();

        // roc_curve(truth, scores, drop_intermediate=False)
        assertThat(roc).hasSize(47);
        assertThat(roc.get(5).falsePositiveRate()).isEqualTo(0);
        assertThat(roc.get(5).truePositiveRate()).isCloseTo(0.225, EXACT);
        assertThat(roc.get(5).threshold()).isCloseTo(0.7588260869565217, EXACT);
    }

    @Test
    void reliabilityCurve() {
        var bins = CalibrationCurve.of(manyTies).bins();

        // calibration_curve(truth, scores, n_bins=10)
        assertThat(bins.stream().mapToDouble(CalibrationBin::observed).toArray())
                .usingComparatorWithPrecision(1e-9)
                .containsExactly(
                        0.0,
                        0.0,
                        0.37037037037037035,
                        0.42857142857142855,
                        0.38461538461538464,
                        0.38461538461538464,
                        0.4827586206896552,
                        1.0,
                        1.0);
        assertThat(bins.stream().mapToDouble(CalibrationBin::predicted).toArray())
                .usingComparatorWithPrecision(1e-9)
                .containsExactly(
                        0.045652173913043485,
                        0.15217391304347827,
                        0.24272141706924324,
                        0.3495590062111802,
                        0.4545652173913045,
                        0.5482107023411369,
                        0.6433913043478259,
                        0.7618695652173914,
                        0.847363636363636);
    }

    @Test
    void averagesOfPrecisionRecallAndF1() {
        // Hits 4, 16, 24 of 9, 23, 28 rows and 7, 25, 28 predictions.
        var confusion = new Confusion(new long[][] {{4, 5, 0}, {3, 16, 4}, {0, 4, 24}});

        var scores = ClassReport.of(List.of("a", "b", "c"), confusion);

        // precision_recall_fscore_support(truth, predicted, average=...)
        assertThat(scores.macro().precision()).isCloseTo(0.6895238095238095, EXACT);
        assertThat(scores.macro().recall()).isCloseTo(0.6657464918334483, EXACT);
        assertThat(scores.macro().f1()).isCloseTo(0.6746031746031745, EXACT);
        assertThat(scores.micro().f1()).isCloseTo(0.7333333333333333, EXACT);
        assertThat(scores.weighted().precision()).isCloseTo(0.7310476190476191, EXACT);
        assertThat(scores.weighted().recall()).isCloseTo(0.7333333333333333, EXACT);
        assertThat(scores.weighted().f1()).isCloseTo(0.7305555555555555, EXACT);
        assertThat(scores.byClass().get(0).precision()).isCloseTo(4.0 / 7, EXACT);
        assertThat(scores.byClass().get(1).recall()).isCloseTo(16.0 / 23, EXACT);
        assertThat(scores.byClass().get(2).rows()).isEqualTo(28);
    }

    private static Classes manyTies() {
        var truth = IntStream.range(0, 200).map(row -> (row * row * 7 + row * 3) % 5 < 2 ? 1 : 0);
        var classes = truth.toArray();
        var scores =
                IntStream.range(0, 200)
                        .mapToDouble(row -> (row * 29 % 23) / 23.0 * 0.7 + classes[row] * 0.211)
                        .toArray();
        return new Classes(List.of("no", "yes"), true, classes, scores);
    }

    @Test
    void aPartTellsAllOfIt() {
        var part = PartReport.of(manyTies, Map.of());

        assertThat(part.metrics()).isEqualTo(manyTies.metrics());
        assertThat(part.curves())
                .singleElement()
                .satisfies(curves -> {
                    assertThat(curves.label()).isEqualTo("yes");
                    assertThat(curves.auc()).isEqualTo(part.metrics().values().get("auc"));
                    assertThat(curves.averagePrecision())
                            .isEqualTo(part.metrics().values().get("prAuc"));
                });
        assertThat(part.calibration()).isNotNull();
        assertThat(part.residuals()).isNull();
    }
}
