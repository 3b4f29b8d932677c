package dev.millrace.contracts.training;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the hyperparameters that do best on the validation part.
 *
 * @param base what every trial is, but for the parameters; its {@code model} is the name of the
 *     version that comes of it
 * @param space parameters by their path in the base, such as {@code optimizer.learningRate}, {@code
 *     layers[0].units} or {@code batchSize}
 * @param search default tpe
 * @param metric of the validation part: {@code loss} (of the best epoch; the default) or a name of
 *     {@link Metrics}
 * @param direction default: minimize for losses and errors, maximize otherwise
 * @param maxTrials default 50; of a grid all
 * @param maxSeconds after which no trial begins or is promoted; those under way are measured.
 *     Default none
 * @param maxFailures how many trials may fail before the study does; default 5
 * @param parallel trials at a time; default as many as there are worker slots
 * @param seed of the search; default 42
 * @param retrain default train
 */
@Schema(
        example =
                """
                {"base": {"model": "diabetes", "preparedData": "0f8f2a52-7a44-4a5e-9a4b-0f8a8d0a5f11",
                          "layers": [{"type": "dense", "units": 32}], "epochs": 100},
                 "space": {"layers[0].units": {"type": "int", "low": 8, "high": 128, "log": true},
                           "optimizer.learningRate": {"type": "float", "low": 0.0001, "high": 0.1, "log": true},
                           "batchSize": {"type": "choice", "values": [16, 32, 64]}},
                 "search": {"type": "tpe"}, "metric": "auc", "maxTrials": 40, "seed": 7}\
                """)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StudyRequest(
        @NotNull @Valid TrainRequest base,
        @NotEmpty Map<String, @NotNull Parameter> space,
        @Valid Search search,
        String metric,
        @Nullable Direction direction,
        @Nullable @Min(1) @Max(10_000) Integer maxTrials,
        @Nullable @Min(1) Integer maxSeconds,
        @Min(0) Integer maxFailures,
        @Nullable @Min(1) Integer parallel,
        Long seed,
        Retrain retrain) {

    public StudyRequest(
            TrainRequest base,
            Map<String, Parameter> space,
            @Nullable Search search,
            @Nullable String metric,
            @Nullable Direction direction,
            @Nullable Integer maxTrials,
            @Nullable Integer maxSeconds,
            @Nullable Integer maxFailures,
            @Nullable Integer parallel,
            @Nullable Long seed,
            @Nullable Retrain retrain) {
        this.base = base;
        this.space = space;
        this.search = requireNonNullElse(search, new Search.Tpe(null));
        this.metric = requireNonNullElse(metric, "loss");
        this.direction = direction;
        this.maxTrials = maxTrials;
        this.maxSeconds = maxSeconds;
        this.maxFailures = requireNonNullElse(maxFailures, 5);
        this.parallel = parallel;
        this.seed = requireNonNullElse(seed, 42L);
        this.retrain = requireNonNullElse(retrain, Retrain.TRAIN);
    }

    /** Which end of the metric is good. */
    public enum Direction {
        @JsonProperty("minimize")
        MINIMIZE,
        @JsonProperty("maximize")
        MAXIMIZE
    }

    /** Whether the best trial's network is fitted again to become a version. */
    public enum Retrain {
        /** No version is registered. */
        @JsonProperty("none")
        NONE,
        /** As in the trial. */
        @JsonProperty("train")
        TRAIN,
        /** On the validation part as well, for the epochs after which the trial was best. */
        @JsonProperty("train-and-validation")
        TRAIN_AND_VALIDATION
    }
}
