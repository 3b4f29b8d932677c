package dev.millrace.orchestrator.definition;

import java.time.Duration;

/**
 * How often a failure that may pass is tried again, and after which pause.
 *
 * @param attempts in all, the first one included
 * @param backoff pause after the first failure
 * @param factor by which every further pause is longer
 */
public record RetryPolicy(int attempts, Duration backoff, double factor, Duration maxBackoff) {

    static final RetryPolicy DEFAULT =
            new RetryPolicy(3, Duration.ofSeconds(1), 2, Duration.ofMinutes(1));

    /** The pause after that many failures; at least 1. */
    public Duration pauseAfter(int failures) {
        double millis = backoff.toMillis() * Math.pow(factor, failures - 1.0);
        return Duration.ofMillis((long) Math.min(millis, maxBackoff.toMillis()));
    }
}
