package dev.millrace.contracts.orchestrator;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Starts a run.
 *
 * @param version default: the latest
 * @param parameters by name; those left out take their defaults, unknown ones are refused
 * @param priority added to that of its steps where they wait for a pool; default 0
 */
@Schema(
        example =
                "{\"pipeline\": \"diabetes\", \"parameters\": {\"data\": \"/data/diabetes.csv\"}}")
public record StartRun(
        @NotBlank String pipeline,
        @Nullable Integer version,
        @Nullable Map<String, @Nullable Object> parameters,
        @Nullable @Min(-1000) @Max(1000) Integer priority) {

    /** A run of usual priority. */
    public StartRun(
            String pipeline,
            @Nullable Integer version,
            @Nullable Map<String, @Nullable Object> parameters) {
        this(pipeline, version, parameters, null);
    }
}
