package dev.millrace.training.plan;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.training.EvaluationOptions;
import dev.millrace.transform.TargetSpec.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Refuses options of an evaluation that contradict the target. */
public final class EvaluationCheck {

    private EvaluationCheck() {}

    public static void require(@Nullable EvaluationOptions options, Kind target) {
        if (options == null) {
            return;
        }
        if (options.threshold() != null && target != Kind.BINARY) {
            throw refused("threshold", "needs a target of the kind binary; this one has another");
        }
        if (options.forecast() == null) {
            return;
        }
        if (target != Kind.REGRESSION) {
            throw refused(
                    "forecast", "needs a target of the kind regression; this one has another");
        }
        if (options.forecast().naive() == null && options.forecast().seasonalNaive() == null) {
            throw refused(
                    "forecast",
                    "names neither naive nor seasonalNaive; give at least one raw column");
        }
    }

    private static PlatformException refused(String option, String message) {
        var field = "evaluation." + option;
        return new PlatformException(
                FailureCode.INVALID_REQUEST,
                field + " " + message,
                List.of(Mistake.in(field, message)));
    }
}
