package dev.millrace.contracts.orchestrator;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotEmpty;
import java.util.List;

/**
 * Runs steps of an ended run again.
 *
 * @param from names of steps; all that need them run again too
 */
@Schema(example = "{\"from\": [\"train\"]}")
public record Rerun(@NotEmpty List<String> from) {

    public Rerun {
        from = from == null ? List.of() : List.copyOf(from);
    }
}
