package dev.millrace.training.evaluation;

import dev.millrace.contracts.training.PartEvaluation.Calibration;
import dev.millrace.contracts.training.PartEvaluation.CalibrationBin;
import dev.millrace.training.evaluation.Predictions.Classes;
import java.util.ArrayList;

/** Compares probabilities with frequencies; definitions in {@link Calibration}. */
final class CalibrationCurve {

    private static final int BINS = 10;

    private final long[] rows = new long[BINS];
    private final double[] predicted = new double[BINS];
    private final long[] observed = new long[BINS];
    private double squares;

    private CalibrationCurve() {}

    static Calibration of(Classes predictions) {
        var curve = new CalibrationCurve();
        for (int row = 0; row < predictions.rows(); row++) {
            int label = predictions.binary() ? 1 : predictions.predicted(row);
            curve.add(predictions.probability(row, label), predictions.truth()[row] == label);
            curve.squares += squaredDistance(predictions, row);
        }
        return curve.result(predictions.rows());
    }

    private static double squaredDistance(Classes predictions, int row) {
        int truth = predictions.truth()[row];
        if (predictions.binary()) {
            return square(predictions.probability(row, 1) - truth);
        }
        double sum = 0;
        for (int label = 0; label < predictions.labels().size(); label++) {
            sum += square(predictions.probability(row, label) - (label == truth ? 1 : 0));
        }
        return sum;
    }

    private void add(double probability, boolean happened) {
        int bin = Math.min(BINS - 1, (int) (probability * BINS));
        rows[bin]++;
        predicted[bin] += probability;
        observed[bin] += happened ? 1 : 0;
    }

    private Calibration result(int all) {
        var bins = new ArrayList<CalibrationBin>();
        double error = 0;
        for (int bin = 0; bin < BINS; bin++) {
            if (rows[bin] > 0) {
                error += Math.abs(predicted[bin] - observed[bin]);
                bins.add(
                        new CalibrationBin(
                                (double) bin / BINS,
                                (bin + 1.0) / BINS,
                                rows[bin],
                                predicted[bin] / rows[bin],
                                (double) observed[bin] / rows[bin]));
            }
        }
        return new Calibration(squares / all, error / all, bins);
    }

    private static double square(double number) {
        return number * number;
    }
}
