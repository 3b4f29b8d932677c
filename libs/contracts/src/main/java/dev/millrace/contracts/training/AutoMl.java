package dev.millrace.contracts.training;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was found within a time budget, as far as it is.
 *
 * @param id of its job
 * @param metric that decides
 * @param leaderboard best first by the validation part; what has no figure comes last
 * @param verdict whether a network or a baseline leads, in a sentence; null before the first figure
 * @param modelVersion the best network's; null until it is registered
 * @param usedSeconds from the first beginning to the end; null until then
 */
@Schema(
        example =
                """
                {"id": "6d1c1d0e-58a1-4f7e-8d0e-0f4f0ad3a6b7",
                 "request": {"model": "diabetes", "preparedData": "0f8f2a52-7a44-4a5e-9a4b-0f8a8d0a5f11",
                             "maxSeconds": 300, "metric": "auc", "seed": 7},
                 "metric": "auc",
                 "leaderboard": [
                   {"name": "mlp, trial 9", "kind": "network", "validation": 0.86, "test": 0.84, "seconds": 2.1,
                    "params": {"preset": "mlp", "batchSize": 32}, "modelVersion": "diabetes@3", "reason": null},
                   {"name": "linear", "kind": "baseline", "validation": 0.85, "test": 0.84, "seconds": 0.02,
                    "params": {}, "modelVersion": null, "reason": null}],
                 "verdict": "A network leads: mlp, trial 9 has auc 0.86 on the validation part, the best baseline (linear) 0.85.",
                 "modelVersion": "diabetes@3", "usedSeconds": 291.4,
                 "createdAt": "2026-01-01T12:00:00Z", "createdBy": "anonymous"}\
                """)
public record AutoMl(
        UUID id,
        AutoMlRequest request,
        String metric,
        List<Entry> leaderboard,
        @Nullable String verdict,
        @Nullable String modelVersion,
        @Nullable Double usedSeconds,
        Instant createdAt,
        String createdBy) {

    /** What a model on the leaderboard is. */
    public enum Kind {
        @JsonProperty("network")
        NETWORK,
        @JsonProperty("baseline")
        BASELINE
    }

    /**
     * A model on the leaderboard.
     *
     * @param validation the metric of the validation part, which decides; null if it failed, was
     *     skipped or is under way
     * @param test the metric of the test part, which decides nothing
     * @param params its preset and what was tuned; empty for baselines
     * @param modelVersion null for all that were not registered
     * @param reason why there is no figure
     */
    public record Entry(
            String name,
            Kind kind,
            @Nullable Double validation,
            @Nullable Double test,
            double seconds,
            Map<String, Object> params,
            @Nullable String modelVersion,
            @Nullable String reason) {}
}
