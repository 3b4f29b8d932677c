package dev.millrace.contracts.orchestrator;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotEmpty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs steps of an ended run again.
 *
 * @param from names of steps; all that need them run again too
 * @param parameters that are to have other values from now on; the others keep theirs
 */
@Schema(example = "{\"from\": [\"train\"]}")
public record Rerun(
        @NotEmpty List<String> from, @Nullable Map<String, @Nullable Object> parameters) {

    public Rerun {
        from = from == null ? List.of() : List.copyOf(from);
        parameters = parameters == null ? Map.of() : parameters;
    }

    /** With the parameters that the run has. */
    public Rerun(List<String> from) {
        this(from, null);
    }
}
