package dev.millrace.testing;

import dev.millrace.contracts.failure.Failure;
import dev.millrace.contracts.orchestrator.StepState;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One try of a step.
 *
 * @param number counted from 1
 * @param startedAfter virtual time from the run's start
 * @param endedAfter the same; null if it had not ended when nothing happened any more
 * @param state RUNNING in that case, else as it ended
 * @param asked what the service was sent, references replaced; empty for what the run decides
 */
public record Attempt(
        String step,
        int number,
        Duration startedAfter,
        @Nullable Duration endedAfter,
        StepState state,
        @Nullable Failure failure,
        Map<String, @Nullable Object> asked) {

    Attempt ended(Duration after, StepState as, @Nullable Failure why) {
        return new Attempt(step, number, startedAfter, after, as, why, asked);
    }

    @Override
    public String toString() {
        return "%s #%d at %s".formatted(step, number, VirtualTime.told(startedAfter));
    }
}
