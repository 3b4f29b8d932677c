package dev.millrace.training.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.contracts.training.EvaluationOptions.BaselineKind;
import dev.millrace.contracts.training.EvaluationOptions.ThresholdOptions;
import dev.millrace.contracts.training.EvaluationOptions.ThresholdRule;
import dev.millrace.training.evaluation.PartReport;
import dev.millrace.training.evaluation.Predictions;
import dev.millrace.training.evaluation.Thresholds;
import dev.millrace.training.fit.Deadline;
import dev.millrace.training.fit.Rows;
import dev.millrace.transform.ColumnType;
import dev.millrace.transform.FittedTarget;
import dev.millrace.transform.TargetSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * All 768 rows of the Pima data, against scikit-learn 1.2.1: {@code make_pipeline(StandardScaler(),
 * LogisticRegression(C=1, tol=1e-14, solver='newton-cg'))} and the functions of its {@code
 * metrics}.
 */
class DiabetesTest {

    private static final Path FILE = Path.of("../../shared/data/diabetes.csv");
    private static final Offset<Double> EXACT = within(1e-9);
    private static final FittedTarget OUTCOME =
            new FittedTarget(
                    new TargetSpec("Outcome", TargetSpec.Kind.BINARY, null),
                    ColumnType.LONG,
                    List.of(0L, 1L),
                    0,
                    1);

    private Rows rows;

    @BeforeEach
    void read() throws IOException {
        assumeTrue(Files.exists(FILE), "the Pima data is not on this machine: " + FILE);
        var lines = Files.readAllLines(FILE).stream().skip(1).map(line -> line.split(",")).toList();
        var features = new float[8 * lines.size()];
        var labels = new float[lines.size()];
        for (int row = 0; row < labels.length; row++) {
            for (int column = 0; column < 8; column++) {
                features[8 * row + column] = Float.parseFloat(lines.get(row)[column]);
            }
            labels[row] = Float.parseFloat(lines.get(row)[8]);
        }
        rows = new Rows(8, features, labels);
    }

    @Test
    void logisticRegressionAndItsMetricsAgreeWithScikitLearn() {
        var predictions = logisticRegression();

        var values = predictions.metrics().values();

        assertThat(values.get("accuracy")).isCloseTo(0.7838541666666666, EXACT);
        assertThat(values.get("precision")).isCloseTo(0.7428571428571429, EXACT);
        assertThat(values.get("recall")).isCloseTo(0.582089552238806, EXACT);
        assertThat(values.get("f1")).isCloseTo(0.6527196652719666, EXACT);
        assertThat(values.get("auc")).isCloseTo(0.8394029850746269, EXACT);
        assertThat(values.get("prAuc")).isCloseTo(0.7304658121717938, EXACT);
        assertThat(values.get("logLoss")).isCloseTo(0.4710134430223776, EXACT);
        assertThat(PartReport.of(predictions, Map.of()).calibration().brier())
                .isCloseTo(0.15275910433255896, EXACT);
    }

    @Test
    void thresholdsReachTheBestThatScikitLearnsCurvesHold() {
        var parts = Map.of("validation", logisticRegression());

        // max of 2 P R / (P + R) over precision_recall_curve, of tpr - fpr over roc_curve
        assertThat(best(ThresholdRule.F1, parts)).isCloseTo(0.6897746967071058, EXACT);
        assertThat(best(ThresholdRule.YOUDEN, parts)).isCloseTo(0.5225373134328358, EXACT);
    }

    @Test
    void treesLearnMoreOfRowsThatTheyHaveSeen() throws IOException {
        var train = part(0, 500);
        var test = part(500, 768);

        var found =
                new Baselines(OUTCOME, 7, 1).on(train, test, test, List.of(BaselineKind.values()));

        var auc =
                found.stream()
                        .map(each -> each.metrics().get("train").values().get("auc"))
                        .toList();
        assertThat(auc.get(0)).isEqualTo(0.5);
        assertThat(auc.get(2)).isGreaterThan(auc.get(1));
        assertThat(found)
                .allSatisfy(each ->
                        assertThat(each.metrics().get("test").values().get("accuracy"))
                                .isGreaterThan(0.6));
    }

    private Predictions logisticRegression() {
        var model = LinearModel.fit(new Link.Logistic(), rows, Deadline.none());
        return Predictions.of(OUTCOME, rows.labels(), model.outputs(rows.features(), rows.count()));
    }

    private static double best(ThresholdRule rule, Map<String, Predictions> parts) {
        return Thresholds.choose(new ThresholdOptions(rule, null, null), parts).score();
    }

    private Rows part(int from, int to) {
        return new Rows(
                8,
                Arrays.copyOfRange(rows.features(), 8 * from, 8 * to),
                Arrays.copyOfRange(rows.labels(), from, to));
    }
}
