package dev.millrace.contracts.orchestrator;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.contracts.failure.Failure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A node of a run.
 *
 * @param type such as {@code ingest} or {@code train}
 * @param attempt how often it was tried; 0 before the first time
 * @param progress 0 to 1
 * @param message what it is doing, or why it is where it is
 * @param job the service's job behind the present attempt
 * @param service the service that runs that job
 * @param outputs what later steps may refer to
 * @param reusedFrom the earlier result that they are; null where the step did its work
 */
public record Step(
        String name,
        String type,
        StepState state,
        List<String> needs,
        int attempt,
        double progress,
        String message,
        @Nullable UUID job,
        @Nullable String service,
        @Nullable Map<String, Object> outputs,
        @Nullable Failure failure,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ReusedResult reusedFrom) {}
