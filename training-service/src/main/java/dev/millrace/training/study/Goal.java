package dev.millrace.training.study;

import dev.millrace.contracts.training.Metrics;
import dev.millrace.contracts.training.StudyRequest;
import dev.millrace.contracts.training.StudyRequest.Direction;
import dev.millrace.training.evaluation.AnomalyMetrics;
import dev.millrace.training.evaluation.ClassificationMetrics;
import dev.millrace.training.evaluation.RegressionMetrics;
import dev.millrace.training.worker.WorkerReport.TrialMeasured;
import dev.millrace.transform.TargetSpec.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a study wants: a metric of the validation part, as low or as high as can be.
 *
 * @param sign 1 if low is good, -1 if high is
 */
public record Goal(String metric, double sign) {

    private static final String LOSS = "loss";
    private static final Set<String> HIGH_IS_GOOD =
            Set.of("accuracy", "balancedAccuracy", "auc", "prAuc", "r2", "mcc", "kappa");

    static Goal of(StudyRequest request) {
        var direction = request.direction();
        return direction == null
                ? of(request.metric())
                : new Goal(request.metric(), direction == Direction.MAXIMIZE ? -1 : 1);
    }

    /** In the direction that the metric's name implies. */
    public static Goal of(String metric) {
        return new Goal(metric, isHighGood(metric) ? -1 : 1);
    }

    private static boolean isHighGood(String metric) {
        return HIGH_IS_GOOD.contains(metric)
                || metric.startsWith("precision")
                || metric.startsWith("recall")
                || metric.startsWith("f1");
    }

    /** Metrics that a target of this kind has. */
    public static List<String> metrics(Kind kind) {
        var names = new ArrayList<String>();
        names.add(LOSS);
        names.addAll(example(kind).values().keySet());
        return names;
    }

    private static Metrics example(Kind kind) {
        int[] classes = {0, 1};
        return switch (kind) {
            case BINARY -> ClassificationMetrics.binary(classes, new double[] {0.2, 0.8});
            case MULTICLASS ->
                    ClassificationMetrics.multiclass(2, classes, new double[] {0.8, 0.2, 0.2, 0.8});
            case REGRESSION -> RegressionMetrics.of(new double[] {1, 2}, new double[] {1, 3});
            case NONE -> AnomalyMetrics.of(new double[] {1, 2});
        };
    }

    /** The metric's value; null where it is not defined. */
    @Nullable Double value(TrialMeasured measured) {
        if (!metric.equals(LOSS)) {
            return value(measured.metrics(), "validation");
        }
        double loss = measured.validationLoss();
        return Double.isFinite(loss) ? loss : null;
    }

    /** The metric of a part; null where it is not defined, or the part was not measured. */
    public @Nullable Double value(Map<String, Metrics> parts, String part) {
        var metrics = parts.get(part);
        var value = metrics == null ? null : metrics.values().get(metric);
        return value == null || !Double.isFinite(value) ? null : value;
    }

    /** Lower is better. */
    public double loss(double value) {
        return sign * value;
    }
}
