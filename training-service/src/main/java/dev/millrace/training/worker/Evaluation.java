package dev.millrace.training.worker;

import dev.millrace.contracts.training.Metrics;
import dev.millrace.training.engine.ExportedNetwork;
import dev.millrace.training.evaluation.AnomalyMetrics;
import dev.millrace.training.evaluation.ClassificationMetrics;
import dev.millrace.training.evaluation.RegressionMetrics;
import dev.millrace.training.fit.Rows;
import dev.millrace.transform.FittedTarget;

/** How good the exported network, as it will serve, is on a part of the data. */
final class Evaluation {

    private static final int ROWS_AT_ONCE = 4096;

    private final ExportedNetwork network;
    private final FittedTarget target;

    Evaluation(ExportedNetwork network, FittedTarget target) {
        this.network = network;
        this.target = target;
    }

    Metrics of(Rows rows) {
        var outputs = outputs(rows);
        return switch (target.kind()) {
            case BINARY -> ClassificationMetrics.binary(classes(rows), outputs);
            case MULTICLASS ->
                    ClassificationMetrics.multiclass(
                            target.labels().size(), classes(rows), outputs);
            case NONE -> AnomalyMetrics.of(outputs);
            case REGRESSION ->
                    RegressionMetrics.of(unscaled(asDoubles(rows.labels())), unscaled(outputs));
        };
    }

    private double[] outputs(Rows rows) {
        double[] all = {};
        for (int from = 0; from < rows.count(); from += ROWS_AT_ONCE) {
            int to = Math.min(rows.count(), from + ROWS_AT_ONCE);
            var some = network.outputs(rows.range(from, to).features(), to - from);
            int units = some.length / (to - from);
            if (from == 0) {
                all = new double[rows.count() * units];
            }
            System.arraycopy(some, 0, all, from * units, some.length);
        }
        return all;
    }

    private static int[] classes(Rows rows) {
        var classes = new int[rows.count()];
        for (int row = 0; row < classes.length; row++) {
            classes[row] = (int) rows.labels()[row];
        }
        return classes;
    }

    private double[] unscaled(double[] scaled) {
        var numbers = new double[scaled.length];
        for (int row = 0; row < numbers.length; row++) {
            numbers[row] = target.unscale(scaled[row]);
        }
        return numbers;
    }

    private static double[] asDoubles(float[] numbers) {
        var doubles = new double[numbers.length];
        for (int row = 0; row < doubles.length; row++) {
            doubles[row] = numbers[row];
        }
        return doubles;
    }
}
