package dev.millrace.orchestrator.run;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run's first row.
 *
 * @param priority added to that of its steps where they wait for a pool
 * @param parentRun whose step {@code parentStep} starts it; null where somebody else does
 */
record NewRun(
        UUID id,
        String pipeline,
        int version,
        Map<String, @Nullable Object> parameters,
        @Nullable String key,
        String hash,
        String startedBy,
        int priority,
        @Nullable UUID parentRun,
        @Nullable String parentStep) {}
