package dev.millrace.training.evaluation;

import dev.millrace.contracts.training.Metrics;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Metrics of predicted numbers, in the unit of the numbers: mse, the mean of (truth -
 * prediction)^2; rmse, its root; mae, the mean of |truth - prediction|; r2, 1 - sum of (truth -
 * prediction)^2 / sum of (truth - mean truth)^2, absent where all truths are equal.
 */
public final class RegressionMetrics {

    private RegressionMetrics() {}

    public static Metrics of(double[] truth, double[] predicted) {
        if (truth.length == 0) {
            return new Metrics(0, Map.of(), null);
        }
        double mean = Arrays.stream(truth).average().orElseThrow();
        double squares = 0;
        double distances = 0;
        double spread = 0;
        for (int row = 0; row < truth.length; row++) {
            double error = truth[row] - predicted[row];
            squares += error * error;
            distances += Math.abs(error);
            spread += (truth[row] - mean) * (truth[row] - mean);
        }
        var values = new LinkedHashMap<String, Double>();
        values.put("mse", squares / truth.length);
        values.put("rmse", Math.sqrt(squares / truth.length));
        values.put("mae", distances / truth.length);
        if (spread > 0) {
            values.put("r2", 1 - squares / spread);
        }
        return new Metrics(truth.length, values, null);
    }
}
