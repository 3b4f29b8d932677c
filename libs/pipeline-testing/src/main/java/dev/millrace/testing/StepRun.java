package dev.millrace.testing;

import dev.millrace.contracts.failure.Failure;
import dev.millrace.contracts.orchestrator.StepState;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a step of a run came out.
 *
 * @param message why it is where it is
 * @param caught whether its failure was caught: it then counts as succeeded
 * @param outputs what later steps could refer to; null unless it succeeded or was caught
 * @param attempts in order; none if it never started
 */
public record StepRun(
        String name,
        StepState state,
        String message,
        boolean caught,
        @Nullable Failure failure,
        @Nullable Map<String, Object> outputs,
        List<Attempt> attempts) {}
