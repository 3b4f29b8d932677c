package dev.millrace.contracts.training;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a cross-validation found.
 *
 * @param id of its job
 * @param request with nothing left open
 * @param models {@code network} and the baselines, by name: over all folds of all repetitions
 * @param folds one by one, in order
 * @param predictions {@code s3://} URI below which {@code repetition-R/fold-F.jsonl} hold the
 *     predictions of held-out rows: every row once for each repetition (with time series, those of
 *     the first stretch never)
 */
public record CrossValidation(
        UUID id,
        CrossValidationRequest request,
        Map<String, Map<String, Spread>> models,
        List<FoldResult> folds,
        String predictions,
        double seconds,
        Instant createdAt,
        String createdBy) {

    /**
     * A metric over folds.
     *
     * @param deviation of the sample (n - 1); 0 for one fold
     * @param folds how many have the metric
     */
    public record Spread(double mean, double deviation, double min, double max, int folds) {}

    /**
     * One fold.
     *
     * @param repetition counted from 1, like {@code fold}
     * @param transformHash of the transform that was fitted to the fold's training rows alone
     * @param metrics of the held-out rows by model
     */
    public record FoldResult(
            int repetition,
            int fold,
            int epochs,
            int bestEpoch,
            double seconds,
            String transformHash,
            Map<String, Metrics> metrics) {}
}
