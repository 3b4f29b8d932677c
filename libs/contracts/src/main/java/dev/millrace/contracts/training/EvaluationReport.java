package dev.millrace.contracts.training;

import dev.millrace.contracts.training.EvaluationOptions.BaselineKind;
import dev.millrace.contracts.training.EvaluationOptions.ThresholdRule;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that was found out about a trained network; the file {@code evaluation.json} of its version.
 *
 * @param parts by name: {@code train} (at most its first 50,000 rows), {@code validation} and
 *     {@code test} (at most their first million; with more than four classes, 4 million
 *     probabilities)
 * @param threshold of a binary classifier; null for others, and where the validation part has only
 *     one class
 * @param importance null where it is turned off or has too many features
 * @param baselines those asked for
 * @param forecast null unless asked for
 */
@Schema(
        example =
                """
                {"parts": {"test": {
                   "metrics": {"rows": 154, "values": {"accuracy": 0.77, "auc": 0.84}, "confusion": [[88, 12], [23, 31]]},
                   "classes": {"byClass": [{"label": "1", "rows": 54, "precision": 0.72, "recall": 0.57, "f1": 0.64}],
                               "macro": {"precision": 0.76, "recall": 0.73, "f1": 0.74},
                               "micro": {"precision": 0.77, "recall": 0.77, "f1": 0.77},
                               "weighted": {"precision": 0.77, "recall": 0.77, "f1": 0.77}},
                   "curves": [{"label": "1", "auc": 0.84, "averagePrecision": 0.73,
                               "roc": [{"threshold": 0.97, "falsePositiveRate": 0, "truePositiveRate": 0.02}],
                               "precisionRecall": [{"threshold": 0.97, "recall": 0.02, "precision": 1}]}],
                   "calibration": {"brier": 0.16, "expectedError": 0.06,
                                   "bins": [{"from": 0, "to": 0.1, "rows": 31, "predicted": 0.05, "observed": 0.03}]},
                   "residuals": null, "slices": []}},
                 "threshold": {"rule": "f1", "value": 0.38, "score": 0.69, "atThreshold": {}},
                 "importance": {"score": "auc", "baseScore": 0.84, "rows": 154, "repeats": 5,
                                "features": [{"feature": "glucose", "mean": 0.12, "deviation": 0.02}]},
                 "baselines": [{"kind": "linear", "description": "logistic regression, L2 penalty 1 on standardised features",
                                "metrics": {}, "seconds": 0.01, "skipped": null}],
                 "forecast": null}\
                """)
public record EvaluationReport(
        Map<String, PartEvaluation> parts,
        @Nullable ChosenThreshold threshold,
        @Nullable Importance importance,
        List<Baseline> baselines,
        @Nullable Forecast forecast) {

    /**
     * The probability from which on the second class is best predicted. The version is served with
     * it where the request asked for a rule.
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
