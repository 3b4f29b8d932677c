package dev.millrace.training.evaluation;

import dev.millrace.contracts.training.PartEvaluation.HistogramBin;
import dev.millrace.contracts.training.PartEvaluation.ResidualQuantile;
import dev.millrace.contracts.training.PartEvaluation.Residuals;
import dev.millrace.contracts.training.PartEvaluation.WorstRow;
import dev.millrace.training.evaluation.Predictions.Numbers;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** How the errors of predicted numbers are distributed; definitions in {@link Residuals}. */
final class ResidualSummary {

    private static final int BINS = 20;
    private static final int WORST = 10;
    private static final double[] SHARES = {0, 0.05, 0.25, 0.5, 0.75, 0.95, 1};

    private final Numbers predictions;
    private final double[] ascending;

    private ResidualSummary(Numbers predictions) {
        this.predictions = predictions;
        ascending = IntStream.range(0, predictions.rows()).mapToDouble(this::residual).toArray();
        Arrays.sort(ascending);
    }

    /** Of at least one row. */
    static Residuals of(Numbers predictions) {
        var summary = new ResidualSummary(predictions);
        double mean = Arrays.stream(summary.ascending).average().orElseThrow();
        double variance =
                Arrays.stream(summary.ascending)
                        .map(residual -> (residual - mean) * (residual - mean))
                        .average()
                        .orElseThrow();
        return new Residuals(
                mean,
                Math.sqrt(variance),
                DoubleStream.of(SHARES).mapToObj(summary::quantile).toList(),
                summary.histogram(),
                summary.worst());
    }

    private double residual(int row) {
        return predictions.truth()[row] - predictions.predicted()[row];
    }

    private ResidualQuantile quantile(double share) {
        return new ResidualQuantile(share, AnomalyMetrics.quantile(ascending, share));
    }

    private List<HistogramBin> histogram() {
        double lowest = ascending[0];
        double highest = ascending[ascending.length - 1];
        if (lowest == highest) {
            return List.of(new HistogramBin(lowest, highest, ascending.length));
        }
        double width = (highest - lowest) / BINS;
        var counts = new long[BINS];
        for (double residual : ascending) {
            counts[Math.min(BINS - 1, (int) ((residual - lowest) / width))]++;
        }
        return IntStream.range(0, BINS)
                .mapToObj(bin ->
                        new HistogramBin(
                                lowest + bin * width,
                                bin == BINS - 1 ? highest : lowest + (bin + 1) * width,
                                counts[bin]))
                .toList();
    }

    private List<WorstRow> worst() {
        return IntStream.range(0, predictions.rows())
                .boxed()
                .sorted(Comparator.comparingDouble(row -> -Math.abs(residual(row))))
                .limit(WORST)
                .map(row ->
                        new WorstRow(
                                row,
                                predictions.truth()[row],
                                predictions.predicted()[row],
                                residual(row)))
                .toList();
    }
}
