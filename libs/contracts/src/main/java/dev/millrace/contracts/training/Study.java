package dev.millrace.contracts.training;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A study, as far as it is.
 *
 * @param id of its job
 * @param best number of the best trial so far; null before the first has been measured
 * @param importance how much each parameter decides, by path, as shares of 1; null until the study
 *     has ended, and with fewer than 8 measured trials
 * @param modelVersion what was registered
 * @param epochsSaved epochs that trials were spared by pruning
 */
public record Study(
        UUID id,
        StudyRequest request,
        List<Trial> trials,
        @Nullable Integer best,
        @Nullable Map<String, Double> importance,
        @Nullable String modelVersion,
        int trialsPruned,
        long epochsSaved,
        Instant createdAt,
        String createdBy) {

    /**
     * One set of hyperparameters.
     *
     * @param number counted from 1
     * @param params by path; those whose condition does not hold are absent
     * @param value the metric, after as many epochs as were run
     * @param rungs the metric by the number of epochs after which it was looked at
     * @param reason why it was pruned or has failed
     */
    public record Trial(
            int number,
            State state,
            Map<String, Object> params,
            @Nullable Double value,
            Map<Integer, Double> rungs,
            int epochs,
            int bestEpoch,
            double seconds,
            @Nullable String reason) {}

    /** Where a trial stands. */
    public enum State {
        RUNNING,
        /** Measured after some epochs; more may follow if it is promoted. */
        PAUSED,
        COMPLETED,
        /** Given up after some of its epochs. */
        PRUNED,
        FAILED
    }
}
