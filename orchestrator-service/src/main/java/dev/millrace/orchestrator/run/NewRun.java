package dev.millrace.orchestrator.run;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A run's first row. */
record NewRun(
        UUID id,
        String pipeline,
        int version,
        Map<String, @Nullable Object> parameters,
        @Nullable String key,
        String hash,
        String startedBy) {}
