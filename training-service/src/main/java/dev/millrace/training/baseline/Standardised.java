package dev.millrace.training.baseline;

import dev.millrace.training.fit.Rows;

/**
 * Features with mean 0 and standard deviation 1 (population) over the rows; a constant feature is
 * only centred.
 *
 * @param values row by row
 */
record Standardised(int width, double[] values, double[] means, double[] deviations) {

    static Standardised of(Rows rows) {
        int width = rows.width();
        var means = new double[width];
        var features = rows.features();
        for (int index = 0; index < features.length; index++) {
            means[index % width] += (double) features[index] / rows.count();
        }
        var deviations = new double[width];
        for (int index = 0; index < features.length; index++) {
            double distance = features[index] - means[index % width];
            deviations[index % width] += distance * distance / rows.count();
        }
        for (int feature = 0; feature < width; feature++) {
            double deviation = Math.sqrt(deviations[feature]);
            // Of a constant, only what rounding left.
            boolean constant = deviation <= 1e-12 * Math.max(1, Math.abs(means[feature]));
            deviations[feature] = constant ? 1 : deviation;
        }
        var values = new double[features.length];
        for (int index = 0; index < features.length; index++) {
            int feature = index % width;
            values[index] = (features[index] - means[feature]) / deviations[feature];
        }
        return new Standardised(width, values, means, deviations);
    }
}
