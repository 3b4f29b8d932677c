package dev.millrace.training.evaluation;

import dev.millrace.contracts.training.Metrics;
import java.util.Arrays;
import java.util.LinkedHashMap;

/**
 * How the anomaly scores of a part are spread. There is no truth to compare them with; {@code p99}
 * of the validation part is a threshold that one in a hundred usual rows exceeds.
 */
public final class AnomalyMetrics {

    private AnomalyMetrics() {}

    /**
     * @param scores one per row: the mean squared error of the row's reconstruction
     */
    public static Metrics of(double[] scores) {
        var sorted = scores.clone();
        Arrays.sort(sorted);
        var values = new LinkedHashMap<String, Double>();
        if (sorted.length > 0) {
            values.put("mean", Arrays.stream(sorted).sum() / sorted.length);
            values.put("p50", quantile(sorted, 0.50));
            values.put("p95", quantile(sorted, 0.95));
            values.put("p99", quantile(sorted, 0.99));
            values.put("max", sorted[sorted.length - 1]);
        }
        return new Metrics(scores.length, values, null);
    }

    /** Linear between the two nearest ranks: R's type 7, which NumPy takes too. */
    static double quantile(double[] sorted, double share) {
        double position = share * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
