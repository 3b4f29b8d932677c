package dev.millrace.orchestrator.definition;

import dev.millrace.contracts.failure.Failure;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How often a failure is tried again, and after which pause.
 *
 * @param attempts in all, the first one included
 * @param backoff pause after the first failure
 * @param factor by which every further pause is longer
 * @param on names of the categories or codes that are tried again; empty for those that may pass
 * @param jitter share of every pause that chance decides, from 0 to 1; null for none
 */
public record RetryPolicy(
        int attempts,
        Duration backoff,
        double factor,
        Duration maxBackoff,
        List<String> on,
        @Nullable Double jitter) {

    static final RetryPolicy DEFAULT =
            new RetryPolicy(3, Duration.ofSeconds(1), 2, Duration.ofMinutes(1), List.of());

    /** Of steps whose failure says nothing that would be different a second time. */
    static final RetryPolicy ONCE =
            new RetryPolicy(1, Duration.ofSeconds(1), 2, Duration.ofMinutes(1), List.of());

    /** Without jitter. */
    public RetryPolicy(
            int attempts, Duration backoff, double factor, Duration maxBackoff, List<String> on) {
        this(attempts, backoff, factor, maxBackoff, on, null);
    }

    public RetryPolicy {
        on = on == null ? List.of() : List.copyOf(on); // absent in what was compiled before
        jitter = jitter == null || jitter == 0 ? null : jitter;
    }

    /** The longest pause after that many failures, at least 1; null if the failure is final. */
    public @Nullable Duration pauseAfter(Failure failure, int failures) {
        return pauseAfter(failure, failures, 1);
    }

    /**
     * The pause after that many failures, at least 1; null if the failure is final.
     *
     * @param chance a number from 0 to 1, drawn by the caller: the share of the jitter that is
     *     paused
     */
    public @Nullable Duration pauseAfter(Failure failure, int failures, double chance) {
        if (failures >= attempts || !covers(failure)) {
            return null;
        }
        double full = backoff.toMillis() * Math.pow(factor, failures - 1.0);
        double millis = Math.min(full, maxBackoff.toMillis());
        double left = jitter == null ? 0 : jitter * (1 - chance);
        return Duration.ofMillis((long) (millis * (1 - left)));
    }

    private boolean covers(Failure failure) {
        return on.isEmpty() ? failure.code().retryable() : FailureNames.cover(on, failure);
    }

    /** What to say of a pause. */
    public String sentence(Failure failure, int failures, Duration pause) {
        return "attempt %d of %d failed, next one in %d ms: %s"
                .formatted(failures, attempts, pause.toMillis(), failure.message());
    }
}
