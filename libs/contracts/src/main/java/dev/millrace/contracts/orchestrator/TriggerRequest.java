package dev.millrace.contracts.orchestrator;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline that runs for everything that is found.
 *
 * @param version default: the latest at the time of each finding
 * @param on what is looked for
 * @param every between looks, from 1s to 1d; default 30s
 * @param from whether what is there already counts; default now
 * @param parameters of each run; texts may hold facts of the finding such as <code>
 *     ${event.uri}</code>
 * @param parallel how many of its runs go on at once; the others wait. Default 1
 * @param reuse as of {@link StartRun}: false makes every step of its runs do its work
 * @param paused whether it looks for nothing; left out, a trigger that exists stays as it is
 */
@Schema(
        example =
                """
                {"pipeline": "orders", "on": {"s3": {"bucket": "landing", "prefix": "orders/"}}, "every": "1m",
                 "parameters": {"data": "${event.uri}"}, "parallel": 2}\
                """)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TriggerRequest(
        @NotBlank String pipeline,
        @Nullable Integer version,
        @NotNull @Valid Watched on,
        String every,
        From from,
        Map<String, @Nullable Object> parameters,
        @Min(1) @Max(1000) Integer parallel,
        @Nullable Boolean reuse,
        @Nullable Boolean paused) {

    /** What a new trigger begins with. */
    public enum From {
        /** What is there already does not count. */
        @JsonProperty("now")
        NOW,
        /** Everything that is there counts. */
        @JsonProperty("beginning")
        BEGINNING
    }

    public TriggerRequest(
            String pipeline,
            @Nullable Integer version,
            Watched on,
            @Nullable String every,
            @Nullable From from,
            @Nullable Map<String, @Nullable Object> parameters,
            @Nullable Integer parallel,
            @Nullable Boolean reuse,
            @Nullable Boolean paused) {
        this.pipeline = pipeline;
        this.version = version;
        this.on = on;
        this.every = requireNonNullElse(every, "30s");
        this.from = requireNonNullElse(from, From.NOW);
        this.parameters = requireNonNullElse(parameters, Map.of());
        this.parallel = requireNonNullElse(parallel, 1);
        this.reuse = reuse;
        this.paused = paused;
    }

    /** The same, whatever is said of pausing. */
    public TriggerRequest withoutPaused() {
        return new TriggerRequest(
                pipeline, version, on, every, from, parameters, parallel, reuse, null);
    }
}
