package dev.millrace.orchestrator.run;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A run that this instance owns, as of one generation. */
record HeldRun(
        UUID id,
        long generation,
        Plan plan,
        Map<String, @Nullable Object> parameters,
        String startedBy) {}
