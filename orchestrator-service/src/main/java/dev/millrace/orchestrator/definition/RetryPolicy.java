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
 */
public record RetryPolicy(
        int attempts, Duration backoff, double factor, Duration maxBackoff, List<String> on) {

    static final RetryPolicy DEFAULT =
            new RetryPolicy(3, Duration.ofSeconds(1), 2, Duration.ofMinutes(1), List.of());

    public RetryPolicy {
        on = on == null ? List.of() : List.copyOf(on); // absent in what was compiled before
    }

    /** The pause after that many failures, at least 1; null if the failure is final. */
    public @Nullable Duration pauseAfter(Failure failure, int failures) {
        if (failures >= attempts || !covers(failure)) {
            return null;
        }
        double millis = backoff.toMillis() * Math.pow(factor, failures - 1.0);
        return Duration.ofMillis((long) Math.min(millis, maxBackoff.toMillis()));
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
