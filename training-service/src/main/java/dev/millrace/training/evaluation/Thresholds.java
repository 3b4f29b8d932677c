package dev.millrace.training.evaluation;

import dev.millrace.contracts.training.EvaluationOptions.ThresholdOptions;
import dev.millrace.contracts.training.EvaluationReport.ChosenThreshold;
import dev.millrace.contracts.training.Metrics;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The threshold that a model's validation part suggests, tried on all parts. */
public final class Thresholds {

    private static final String CHOSEN_ON = "validation";

    private Thresholds() {}

    /** Null for anything but a binary classifier whose validation part has both classes. */
    public static @Nullable ChosenThreshold choose(
            ThresholdOptions options, Map<String, Predictions> parts) {
        if (!(parts.get(CHOSEN_ON) instanceof Predictions.Classes validation)
                || !validation.binary()) {
            return null;
        }
        return new ThresholdChoice(options)
                .on(validation)
                .map(chosen ->
                        new ChosenThreshold(
                                chosen.rule(),
                                chosen.threshold(),
                                chosen.score(),
                                at(chosen.threshold(), parts)))
                .orElse(null);
    }

    private static Map<String, Metrics> at(double threshold, Map<String, Predictions> parts) {
        var metrics = new LinkedHashMap<String, Metrics>();
        parts.forEach((part, predictions) -> {
            if (predictions instanceof Predictions.Classes classes) {
                metrics.put(part, ThresholdChoice.at(threshold, classes));
            }
        });
        return metrics;
    }
}
