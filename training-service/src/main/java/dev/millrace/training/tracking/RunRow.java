package dev.millrace.training.tracking;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a write needs to know of a run.
 *
 * @param id the narrow key of its points
 * @param job null unless a job writes it
 * @param artifactPrefix null if somebody else keeps its artifacts
 */
record RunRow(
        long id,
        UUID runId,
        boolean deleted,
        Map<String, String> params,
        @Nullable UUID job,
        @Nullable String artifactPrefix) {}
