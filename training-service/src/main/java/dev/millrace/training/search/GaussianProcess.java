package dev.millrace.training.search;

/**
 * A Gaussian process with a Matérn 5/2 kernel of one length and some noise, fitted to standardised
 * values (Rasmussen and Williams 2006, algorithm 2.1). Length and noise are those of a small grid
 * under which the values are likeliest.
 */
final class GaussianProcess {

    private static final double[] LENGTHS = {0.1, 0.2, 0.3, 0.5, 0.8, 1.2, 2};
    private static final double[] NOISES = {1e-6, 1e-4, 1e-2, 0.1};

    private final double[][] points;
    private final double length;
    private final double[][] factor;
    private final double[] weights;
    private final double mean;
    private final double deviation;
    private final double logLikelihood;

    /** What is known of a point, in the unit of the values. */
    record Belief(double mean, double deviation) {

        /** By how much the point may be expected to be below the best value. */
        double improvement(double best) {
            if (deviation < 1e-12) {
                return Math.max(0, best - mean);
            }
            double gain = (best - mean) / deviation;
            return (best - mean) * Normal.cumulative(gain) + deviation * Normal.density(gain);
        }
    }

    private GaussianProcess(double[][] points, Standard values, double length, double noise) {
        this.points = points;
        this.length = length;
        mean = values.mean;
        deviation = values.deviation;
        int count = points.length;
        var kernel = new double[count][count];
        for (int row = 0; row < count; row++) {
            for (int column = 0; column <= row; column++) {
                kernel[row][column] = kernel(points[row], points[column]);
            }
            kernel[row][row] += noise;
        }
        factor = Cholesky.factor(kernel);
        weights = Cholesky.backward(factor, Cholesky.forward(factor, values.scores));
        double likelihood = -count / 2.0 * Math.log(2 * Math.PI);
        for (int row = 0; row < count; row++) {
            likelihood -= values.scores[row] * weights[row] / 2 + Math.log(factor[row][row]);
        }
        logLikelihood = likelihood;
    }

    static GaussianProcess of(double[][] points, double[] values) {
        var standard = Standard.of(values);
        GaussianProcess likeliest = null;
        for (double length : LENGTHS) {
            for (double noise : NOISES) {
                var next = new GaussianProcess(points, standard, length, noise);
                if (likeliest == null || next.logLikelihood > likeliest.logLikelihood) {
                    likeliest = next;
                }
            }
        }
        return java.util.Objects.requireNonNull(likeliest);
    }

    Belief at(double[] point) {
        var near = new double[points.length];
        double expected = 0;
        for (int row = 0; row < near.length; row++) {
            near[row] = kernel(point, points[row]);
            expected += near[row] * weights[row];
        }
        double known = 0;
        for (double part : Cholesky.forward(factor, near)) {
            known += part * part;
        }
        double variance = Math.max(0, 1 - known);
        return new Belief(mean + deviation * expected, deviation * Math.sqrt(variance));
    }

    private double kernel(double[] one, double[] other) {
        double squares = 0;
        for (int index = 0; index < one.length; index++) {
            squares += (one[index] - other[index]) * (one[index] - other[index]);
        }
        double distance = Math.sqrt(5 * squares) / length;
        return (1 + distance + distance * distance / 3) * Math.exp(-distance);
    }

    /** Values with mean 0 and deviation 1. */
    private record Standard(double[] scores, double mean, double deviation) {

        static Standard of(double[] values) {
            double sum = 0;
            for (double value : values) {
                sum += value;
            }
            double mean = sum / values.length;
            double squares = 0;
            for (double value : values) {
                squares += (value - mean) * (value - mean);
            }
            double deviation = Math.sqrt(squares / values.length);
            double divisor = deviation > 0 ? deviation : 1;
            var scores = new double[values.length];
            for (int index = 0; index < scores.length; index++) {
                scores[index] = (values[index] - mean) / divisor;
            }
            return new Standard(scores, mean, divisor);
        }
    }
}
