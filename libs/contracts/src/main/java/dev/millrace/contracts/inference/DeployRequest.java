package dev.millrace.contracts.inference;

import dev.millrace.contracts.Names;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/**
 * Makes an endpoint answer with a model version; creates the endpoint or replaces what it serves.
 *
 * @param endpoint name of the endpoint
 * @param model {@code name@number} or {@code name@alias}
 */
@Schema(example = "{\"endpoint\": \"diabetes\", \"model\": \"diabetes@1\"}")
public record DeployRequest(
        @NotNull @Pattern(regexp = Names.PATTERN, message = Names.MESSAGE) String endpoint,
        @NotBlank String model) {}
