package dev.millrace.contracts.training;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How good a network is on one part of the data, in detail.
 *
 * @param metrics the same as in {@link ModelVersion}
 * @param classes null for regression
 * @param curves of the second class for binary, of each class against the rest otherwise (the 20
 *     most frequent); classes that have all rows or none have no curves
 * @param calibration null for regression
 * @param residuals null for classes
 * @param slices by raw column asked for, of at most the first 50,000 rows; none for the training
 *     part
 */
public record PartEvaluation(
        Metrics metrics,
        @Nullable ClassScores classes,
        List<Curves> curves,
        @Nullable Calibration calibration,
        @Nullable Residuals residuals,
        List<Slices> slices) {

    /**
     * Precision, recall and F1 by class and averaged.
     *
     * @param macro plain mean over the classes that occur as truth or prediction
     * @param micro of all decisions together: of single labels all three equal the accuracy
     * @param weighted mean over the classes, weighted by their true rows
     */
    public record ClassScores(
            List<ClassScore> byClass, Averages macro, Averages micro, Averages weighted) {}

    /** What is undefined (division by 0) is null; averages take it for 0, as scikit-learn does. */
    public record ClassScore(
            String label,
            long rows,
            @Nullable Double precision,
            @Nullable Double recall,
            @Nullable Double f1) {}

    public record Averages(double precision, double recall, double f1) {}

    /**
     * Curves of one class, thinned to about 200 points each; the areas are of all points, and those
     * of the thinned curves differ by at most 0.001.
     *
     * @param auc under the ROC curve, by trapezoids
     * @param averagePrecision under the precision-recall curve, by steps
     */
    public record Curves(
            String label,
            double auc,
            double averagePrecision,
            List<RocPoint> roc,
            List<PrecisionRecallPoint> precisionRecall) {}

    /**
     * @param threshold the class is predicted from this score on; null: never
     */
    public record RocPoint(
            @Nullable Double threshold, double falsePositiveRate, double truePositiveRate) {}

    /**
     * @param threshold the class is predicted from this score on; null: never
     */
    public record PrecisionRecallPoint(
            @Nullable Double threshold, double recall, double precision) {}

    /**
     * Whether probabilities mean what they say.
     *
     * @param brier mean squared distance of the probability of the second class from the truth;
     *     with more classes summed over all classes, from 0 to 2 (Brier 1950)
     * @param expectedError mean over rows of |predicted - observed| of the row's bin (ECE, Naeini
     *     et al. 2015)
     * @param bins ten of equal width, without the empty ones, by the probability of the second
     *     class; with more classes by that of the predicted class
     */
    public record Calibration(double brier, double expectedError, List<CalibrationBin> bins) {}

    /**
     * @param predicted mean probability
     * @param observed share of rows of the class (more classes: of rows predicted right)
     */
    public record CalibrationBin(
            double from, double to, long rows, double predicted, double observed) {}

    /**
     * Truth minus prediction, in the target's own unit.
     *
     * @param deviation standard deviation (population)
     * @param quantiles interpolated linearly between the sorted residuals
     * @param histogram of 20 bins of equal width from the lowest to the highest
     * @param worst the ten farthest from 0
     */
    public record Residuals(
            double mean,
            double deviation,
            List<ResidualQuantile> quantiles,
            List<HistogramBin> histogram,
            List<WorstRow> worst) {}

    public record ResidualQuantile(double share, double value) {}

    public record HistogramBin(double from, double to, long rows) {}

    /**
     * @param row counted from 0, in the order of the part's files
     */
    public record WorstRow(int row, double truth, double prediction, double residual) {}

    /**
     * Metrics by the values of one raw column.
     *
     * @param values the 20 most frequent, first
     * @param rest all other rows; null if there are none
     */
    public record Slices(String column, List<Slice> values, @Nullable Metrics rest) {}

    /**
     * @param value as text; null for rows without a value
     */
    public record Slice(@Nullable String value, Metrics metrics) {}
}
