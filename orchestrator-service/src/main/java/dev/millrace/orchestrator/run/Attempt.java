package dev.millrace.orchestrator.run;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A RUNNING step's present attempt.
 *
 * @param token names it in the callback's address
 * @param request JSON for the service
 * @param job null until the service's answer was recorded
 * @param resultKey what its result is kept under; null where it is not kept, or not yet known
 */
record Attempt(
        String step,
        int number,
        UUID token,
        String request,
        @Nullable UUID job,
        @Nullable String resultKey) {

    /** What makes every POST of this attempt mean the same job. */
    String key(UUID run) {
        return "%s:%s:%d".formatted(run, step, number);
    }
}
