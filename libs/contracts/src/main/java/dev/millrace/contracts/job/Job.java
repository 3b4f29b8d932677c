package dev.millrace.contracts.job;

import dev.millrace.contracts.failure.Failure;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A long-running request inside a service.
 *
 * @param kind what it does, such as {@code ingestion} or {@code training}
 * @param attempt how often it was started; more than 1 after its service died under it
 * @param progress 0 to 1
 * @param message one sentence: what it is doing, or did last
 * @param result present once SUCCEEDED; its fields depend on the kind
 * @param failure present once FAILED
 */
public record Job(
        UUID id,
        String kind,
        JobState state,
        int attempt,
        double progress,
        String message,
        @Nullable Map<String, Object> result,
        @Nullable Failure failure,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt) {}
