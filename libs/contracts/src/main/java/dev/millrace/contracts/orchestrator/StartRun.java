package dev.millrace.contracts.orchestrator;

import com.fasterxml.jackson.annotation.JsonInclude;
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
 * @param reuse false makes every step run, also where an earlier result could stand for its own;
 *     the same holds in the runs that its steps start
 */
@Schema(
        example =
                "{\"pipeline\": \"diabetes\", \"parameters\": {\"data\": \"/data/diabetes.csv\"}}")
public record StartRun(
        @NotBlank String pipeline,
        @Nullable Integer version,
        @Nullable Map<String, @Nullable Object> parameters,
        @Nullable @Min(-1000) @Max(1000) Integer priority,
        // Left out where nobody said it: the hash of such a request is what it always was.
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean reuse) {

    /** A run of usual priority. */
    public StartRun(
            String pipeline,
            @Nullable Integer version,
            @Nullable Map<String, @Nullable Object> parameters) {
        this(pipeline, version, parameters, null);
    }

    /** A run that reuses what it may. */
    public StartRun(
            String pipeline,
            @Nullable Integer version,
            @Nullable Map<String, @Nullable Object> parameters,
            @Nullable Integer priority) {
        this(pipeline, version, parameters, priority, null);
    }
}
