package dev.millrace.training.registry;

import dev.millrace.contracts.prep.PreparedData;
import dev.millrace.contracts.training.Metrics;
import dev.millrace.contracts.training.TrainRequest;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A trained model that is to be registered. */
public record NewVersion(TrainRequest request, PreparedData data, Origin origin, Outcome outcome) {

    /**
     * Where it comes from.
     *
     * @param prefix key prefix of its objects
     * @param referrer under which prep-service knows that the data is needed
     */
    public record Origin(
            UUID job,
            String prefix,
            String referrer,
            Map<String, Object> lineage,
            String principal) {}

    /** What came out; see {@link dev.millrace.contracts.training.ModelVersion}. */
    public record Outcome(
            int epochs,
            int bestEpoch,
            String weightsHash,
            Map<String, Metrics> metrics,
            @Nullable Double threshold,
            Map<String, String> artifactHashes,
            Map<String, String> environment) {}
}
