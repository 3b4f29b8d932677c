package dev.millrace.orchestrator.definition;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.contracts.orchestrator.Watched;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;

/**
 * What is waited for.
 *
 * @param on what it looks for
 * @param every between looks, from 1s to 1d; default 30s
 * @param from whether what is there already counts; default beginning
 */
@Schema(description = "Waits until something is there, and holds no slot meanwhile")
public record SensorBody(@Valid Watched on, String every, From from) {

    /** Since when things count. */
    public enum From {
        /** Whatever is there. */
        @JsonProperty("beginning")
        BEGINNING,
        /** What has appeared since the run was started. */
        @JsonProperty("run")
        RUN
    }

    public SensorBody(Watched on, @Nullable String every, @Nullable From from) {
        this.on = on;
        this.every = requireNonNullElse(every, "30s");
        this.from = requireNonNullElse(from, From.BEGINNING);
    }
}
