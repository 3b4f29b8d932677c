package dev.millrace.training.evaluation;

import dev.millrace.contracts.training.PartEvaluation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything that can be said about predictions on one part. */
public final class PartReport {

    private PartReport() {}

    /**
     * @param predictions of at least one row
     * @param slicing by raw column, its value in each of the first rows
     */
    public static PartEvaluation of(
            Predictions predictions, Map<String, List<@Nullable String>> slicing) {
        var slices =
                slicing.entrySet().stream()
                        .map(column ->
                                SliceMetrics.of(column.getKey(), column.getValue(), predictions))
                        .toList();
        var metrics = predictions.metrics();
        return switch (predictions) {
            case Predictions.Classes classes ->
                    new PartEvaluation(
                            metrics,
                            ClassReport.of(classes.labels(), classes.confusion()),
                            RankingCurves.of(classes),
                            CalibrationCurve.of(classes),
                            null,
                            slices);
            case Predictions.Numbers numbers ->
                    new PartEvaluation(
                            metrics, null, List.of(), null, ResidualSummary.of(numbers), slices);
            case Predictions.Scores _ ->
                    new PartEvaluation(metrics, null, List.of(), null, null, slices);
        };
    }
}
