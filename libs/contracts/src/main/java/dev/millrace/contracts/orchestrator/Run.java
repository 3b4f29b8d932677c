package dev.millrace.contracts.orchestrator;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a pipeline version.
 *
 * @param message why it ended as it did, where it did not succeed
 * @param steps each after those that it needs; empty in listings
 * @param parentRun the run whose step {@code parentStep} started it; null where somebody else did
 * @param outputs what it gives to whoever started it; null unless it succeeded
 * @param archive the object that it was read from, if it ended so long ago that it was archived; it
 *     can be read then and nothing else
 */
public record Run(
        UUID id,
        String pipeline,
        int version,
        RunState state,
        Map<String, @Nullable Object> parameters,
        @Nullable String message,
        List<Step> steps,
        String startedBy,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable UUID parentRun,
        @Nullable String parentStep,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, @Nullable Object> outputs,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String archive) {

    /** The same, archived there. */
    public Run in(String archive) {
        return new Run(
                id,
                pipeline,
                version,
                state,
                parameters,
                message,
                steps,
                startedBy,
                createdAt,
                startedAt,
                endedAt,
                parentRun,
                parentStep,
                outputs,
                archive);
    }
}
