package dev.millrace.contracts.orchestrator;

import dev.millrace.contracts.Names;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happened.
 *
 * @param name what listeners know it by
 * @param data facts for them
 */
@Schema(
        description = "Tells whoever listens that something happened",
        example =
                "{\"name\": \"drift\", \"data\": {\"endpoint\": \"diabetes\", \"column\": \"bmi\", \"psi\": 0.31}}")
public record EmitRequest(
        @NotNull @Pattern(regexp = Names.PATTERN, message = Names.MESSAGE) String name,
        @Nullable Map<String, @Nullable Object> data) {}
