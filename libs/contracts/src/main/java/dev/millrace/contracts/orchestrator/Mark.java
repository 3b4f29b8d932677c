package dev.millrace.contracts.orchestrator;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a step is to count as ended.
 *
 * @param state SUCCEEDED, FAILED or SKIPPED
 * @param outputs what later steps then refer to; only for one that is to count as succeeded
 */
@Schema(example = "{\"state\": \"SUCCEEDED\", \"outputs\": {\"rows\": 768}}")
public record Mark(@NotNull StepState state, @Nullable Map<String, Object> outputs) {}
