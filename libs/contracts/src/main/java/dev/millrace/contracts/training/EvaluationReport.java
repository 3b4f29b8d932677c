package dev.millrace.contracts.training;

import dev.millrace.contracts.training.EvaluationOptions.BaselineKind;
import dev.millrace.contracts.training.EvaluationOptions.ThresholdRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that was found out about a trained network; the file {@code evaluation.json} of its version.
 *
 * @param parts by name: {@code train} (at most its first 50,000 rows), {@code validation}, {@code
 *     test}
 * @param threshold of a binary classifier; null for others, and where the validation part has only
 *     one class
 * @param importance null where it is turned off or has too many features
 * @param baselines those asked for
 * @param forecast null unless asked for
 */
public record EvaluationReport(
        Map<String, PartEvaluation> parts,
        @Nullable ChosenThreshold threshold,
        @Nullable Importance importance,
        List<Baseline> baselines,
        @Nullable Forecast forecast) {

    /**
     * The probability from which on the second class is best predicted. Serving uses 0.5.
     *
     * @param value half way between two neighbouring scores of the validation part; above 1: never
     * @param score what the rule made highest (F1, Youden's J) or lowest (mean cost of a row)
     * @param atThreshold by part: {@code accuracy}, {@code precision}, {@code recall}, {@code f1}
     *     and the confusion of predictions at this threshold
     */
    public record ChosenThreshold(
            ThresholdRule rule, double value, double score, Map<String, Metrics> atThreshold) {}

    /**
     * How much worse the score of the test part becomes when the values of a feature are dealt to
     * other rows (Breiman 2001; Fisher, Rudin and Dominici 2019).
     *
     * @param score {@code auc}, or {@code accuracy} where that is undefined; {@code rmse} for
     *     numbers, whose loss is its rise
     * @param baseScore of the rows as they are
     * @param rows how many of the part were used
     * @param features the most important first
     */
    public record Importance(
            String score,
            double baseScore,
            int rows,
            int repeats,
            List<FeatureImportance> features) {}

    /**
     * @param feature of the transform, with all of its outputs
     * @param mean loss of score over the repeats
     * @param deviation of the loss between repeats (population)
     */
    public record FeatureImportance(String feature, double mean, double deviation) {}

    /**
     * A simple model on the same parts.
     *
     * @param description what was fitted, with its settings
     * @param metrics by part; empty if skipped
     * @param skipped why it was not fitted; null if it was
     */
    public record Baseline(
            BaselineKind kind,
            String description,
            Map<String, Metrics> metrics,
            double seconds,
            @Nullable String skipped) {}

    /**
     * The network beside forecasts that need no model, on the test rows that have all of them.
     *
     * @param scale mean absolute error of the scaling forecast on the training part; null where no
     *     row of that has the forecast
     * @param scaledBy which forecast that is: {@code seasonal-naive} if asked for, else {@code
     *     naive}
     * @param errors by forecast: {@code network}, {@code naive}, {@code seasonal-naive}
     */
    public record Forecast(
            long rows,
            @Nullable Double scale,
            String scaledBy,
            Map<String, ForecastError> errors) {}

    /**
     * @param mase mean absolute error / scale (Hyndman and Koehler 2006); null without a scale, or
     *     with one of 0
     */
    public record ForecastError(double rmse, double mae, @Nullable Double mase) {}
}
