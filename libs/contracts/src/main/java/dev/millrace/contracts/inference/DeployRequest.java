package dev.millrace.contracts.inference;

import dev.millrace.contracts.Names;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes an endpoint answer with a model version; creates the endpoint or replaces what it serves.
 *
 * @param endpoint name of the endpoint
 * @param model {@code name@number} or {@code name@alias}
 * @param threshold of a model for two classes: the probability from which on the second one is
 *     answered; default: the version's own, or else 0.5
 */
@Schema(example = "{\"endpoint\": \"diabetes\", \"model\": \"diabetes@1\", \"threshold\": 0.4}")
public record DeployRequest(
        @NotNull @Pattern(regexp = Names.PATTERN, message = Names.MESSAGE) String endpoint,
        @NotBlank String model,
        @Nullable @DecimalMin(value = "0", inclusive = false, message = RANGE) @DecimalMax(value = "1", inclusive = false, message = RANGE) Double threshold) {

    private static final String RANGE = "must be a number between 0 and 1, neither of them";
}
