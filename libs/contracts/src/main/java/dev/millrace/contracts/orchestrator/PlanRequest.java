package dev.millrace.contracts.orchestrator;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks what a run would do.
 *
 * @param definition the text of a definition, YAML or JSON; instead of {@code pipeline}
 * @param pipeline the name of a posted pipeline; instead of {@code definition}
 * @param version of {@code pipeline}; default: the latest
 * @param parameters as a run would be given them
 */
@Schema(
        example =
                "{\"pipeline\": \"diabetes\", \"parameters\": {\"data\": \"/data/diabetes.csv\"}}")
public record PlanRequest(
        @Nullable String definition,
        @Nullable String pipeline,
        @Nullable Integer version,
        @Nullable Map<String, @Nullable Object> parameters) {}
