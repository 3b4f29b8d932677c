package dev.millrace.contracts.training;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.contracts.Names;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the best model that can be found in some time.
 *
 * @param model name under which the best network is registered
 * @param maxSeconds that all of it may take, the last training included
 * @param maxTrials networks that are tried at most; default 10,000: as many as there is time for.
 *     Where this ends it and not the time, two runs with one seed and one worker slot end alike
 * @param metric of the validation part that decides; default {@code auc} for two classes, {@code
 *     accuracy} for more, {@code rmse} for numbers, {@code mean} (of the anomaly scores) without a
 *     target
 * @param seed default 42
 */
@Schema(
        example =
                """
                {"model": "diabetes", "preparedData": "0f8f2a52-7a44-4a5e-9a4b-0f8a8d0a5f11",
                 "maxSeconds": 300, "metric": "auc", "seed": 7}\
                """)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AutoMlRequest(
        @NotNull @Pattern(regexp = Names.PATTERN, message = Names.MESSAGE) String model,
        @NotNull UUID preparedData,
        @NotNull @Min(1) Integer maxSeconds,
        @Min(1) @Max(10_000) Integer maxTrials,
        @Nullable String metric,
        Long seed) {

    public AutoMlRequest(
            String model,
            UUID preparedData,
            Integer maxSeconds,
            @Nullable Integer maxTrials,
            @Nullable String metric,
            @Nullable Long seed) {
        this.model = model;
        this.preparedData = preparedData;
        this.maxSeconds = maxSeconds;
        this.maxTrials = requireNonNullElse(maxTrials, 10_000);
        this.metric = metric;
        this.seed = requireNonNullElse(seed, 42L);
    }

    /** The same with a metric that decides. */
    public AutoMlRequest by(String metric) {
        return new AutoMlRequest(model, preparedData, maxSeconds, maxTrials, metric, seed);
    }
}
