package dev.millrace.contracts.orchestrator;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A person's answer to a step of type {@code approve}.
 *
 * @param comment why; later steps may refer to it
 */
@Schema(example = "{\"approved\": true, \"comment\": \"figures checked against March\"}")
public record Approval(boolean approved, @Nullable @Size(max = 2000) String comment) {}
