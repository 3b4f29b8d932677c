package dev.millrace.training.fit;

import static java.util.Objects.requireNonNullElse;

import dev.millrace.contracts.training.EarlyStopping;
import dev.millrace.contracts.training.FitTo;
import dev.millrace.contracts.training.Rule;
import dev.millrace.contracts.training.Schedule;
import dev.millrace.contracts.training.TrainRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to fit.
 *
 * @param epochs at most this many
 * @param learningRate that the schedule starts from
 * @param keepsLast whether the last epoch is the result and nothing is stopped early
 * @param deadlineSeconds of all epochs together; null: none
 */
public record FitPlan(
        int epochs,
        int batchSize,
        double learningRate,
        Schedule schedule,
        EarlyStopping earlyStopping,
        boolean keepsLast,
        List<Rule> rules,
        @Nullable Integer deadlineSeconds) {

    public FitPlan {
        rules = List.copyOf(rules);
    }

    public static FitPlan of(TrainRequest request) {
        return new FitPlan(
                request.epochs(),
                request.batchSize(),
                request.optimizer().learningRate(),
                request.schedule(),
                request.earlyStopping(),
                request.fitTo() == FitTo.TRAIN_AND_VALIDATION,
                requireNonNullElse(request.rules(), List.of()),
                request.resources().deadlineSeconds());
    }
}
