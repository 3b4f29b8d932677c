package dev.millrace.orchestrator.alert;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the webhook is sent.
 *
 * @param id the same whenever the same alert is sent again
 * @param type {@code run-late}, {@code step-late} or {@code run-failed}
 * @param step null for the run as a whole
 */
record Alert(
        String id,
        String type,
        Instant at,
        UUID run,
        @Nullable String pipeline,
        @Nullable Integer version,
        @Nullable String startedBy,
        @Nullable String step,
        String message) {}
