package dev.millrace.contracts.orchestrator;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a run, in order.
 *
 * @param number rises from event to event of one run
 * @param step null for events of the run as a whole
 * @param type such as {@code run-started}, {@code step-succeeded}, {@code step-progress}
 * @param actor who caused it: a principal, or {@code millrace}
 */
public record RunEvent(
        long number,
        Instant at,
        @Nullable String step,
        int attempt,
        String type,
        String message,
        String actor,
        Map<String, Object> data) {}
