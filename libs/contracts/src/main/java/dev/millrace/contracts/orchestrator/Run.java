package dev.millrace.contracts.orchestrator;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a pipeline version.
 *
 * @param message why it ended as it did, where it did not succeed
 * @param steps each after those that it needs; empty in listings
 * @param parentRun the run whose step {@code parentStep} started it; null where somebody else did
 */
public record Run(
        UUID id,
        String pipeline,
        int version,
        RunState state,
        Map<String, @Nullable Object> parameters,
        @Nullable String message,
        List<Step> steps,
        String startedBy,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable UUID parentRun,
        @Nullable String parentStep) {}
