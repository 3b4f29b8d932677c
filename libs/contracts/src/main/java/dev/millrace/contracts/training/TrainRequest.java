package dev.millrace.contracts.training;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.contracts.Names;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Fits one network to prepared data and registers the result. In Java it is made by {@link
 * #of(String, UUID)} and the {@code with} methods of {@link TrainRequestBuilder}.
 *
 * @param model name under which the version is registered; created if new
 * @param layers hidden layers, first to last; none gives a linear model
 * @param preset instead of layers
 * @param loss default cross entropy for classes, squared error otherwise
 * @param classWeights default: all rows count alike
 * @param optimizer default Adam
 * @param schedule default constant
 * @param clip default: gradients are not clipped
 * @param epochs at most this many; default 200
 * @param batchSize default 32
 * @param earlyStopping default patience 20
 * @param fitTo default train
 * @param fineTune default: random initial weights
 * @param checkpoints default every 60 seconds
 * @param rules besides those that always watch
 * @param evaluation what is measured of the result
 * @param resources default TensorFlow on what there is
 * @param seed decides initial weights, shuffling and dropout; default 42
 * @param alias set to the new version when it is registered, such as {@code champion}
 * @param experiment under which the run is tracked; default the model's name
 * @param tags of the run
 */
@Schema(
        example =
                """
                {"model": "diabetes", "preparedData": "0f8f2a52-7a44-4a5e-9a4b-0f8a8d0a5f11",
                 "layers": [{"type": "dense", "units": 32, "l2": 0.001}, {"type": "dropout", "rate": 0.2}],
                 "optimizer": {"type": "adam", "learningRate": 0.003}, "epochs": 200, "seed": 7}\
                """)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TrainRequest(
        @NotNull @Pattern(regexp = Names.PATTERN, message = Names.MESSAGE) String model,
        @NotNull UUID preparedData,
        @Nullable @Valid List<Layer> layers,
        @Nullable Preset preset,
        @Nullable Loss loss,
        @Nullable ClassWeights classWeights,
        Optimizer optimizer,
        Schedule schedule,
        @Nullable Clip clip,
        @Min(1) @Max(100_000) Integer epochs,
        @Min(1) @Max(65_536) Integer batchSize,
        @Valid EarlyStopping earlyStopping,
        FitTo fitTo,
        @Nullable @Valid FineTune fineTune,
        @Nullable @Valid Checkpoints checkpoints,
        @Nullable @Valid List<Rule> rules,
        @Nullable @Valid EvaluationOptions evaluation,
        @Valid Resources resources,
        Long seed,
        @Nullable @Pattern(regexp = Names.PATTERN, message = Names.MESSAGE) String alias,
        @Nullable @Pattern(regexp = Names.PATTERN, message = Names.MESSAGE) String experiment,
        @Nullable Map<String, String> tags) {

    public TrainRequest(
            String model,
            UUID preparedData,
            @Nullable List<Layer> layers,
            @Nullable Preset preset,
            @Nullable Loss loss,
            @Nullable ClassWeights classWeights,
            @Nullable Optimizer optimizer,
            @Nullable Schedule schedule,
            @Nullable Clip clip,
            @Nullable Integer epochs,
            @Nullable Integer batchSize,
            @Nullable EarlyStopping earlyStopping,
            @Nullable FitTo fitTo,
            @Nullable FineTune fineTune,
            @Nullable Checkpoints checkpoints,
            @Nullable List<Rule> rules,
            @Nullable EvaluationOptions evaluation,
            @Nullable Resources resources,
            @Nullable Long seed,
            @Nullable String alias,
            @Nullable String experiment,
            @Nullable Map<String, String> tags) {
        this.model = model;
        this.preparedData = preparedData;
        this.layers = layers;
        this.preset = preset;
        this.loss = loss;
        this.classWeights = classWeights;
        this.optimizer = requireNonNullElse(optimizer, new Optimizer.Adam(null));
        this.schedule = requireNonNullElse(schedule, new Schedule.Constant());
        this.clip = clip;
        this.epochs = requireNonNullElse(epochs, 200);
        this.batchSize = requireNonNullElse(batchSize, 32);
        this.earlyStopping = requireNonNullElse(earlyStopping, new EarlyStopping(null, null, null));
        this.fitTo = requireNonNullElse(fitTo, FitTo.TRAIN);
        this.fineTune = fineTune;
        this.checkpoints = checkpoints;
        this.rules = rules;
        this.evaluation = evaluation;
        this.resources = requireNonNullElse(resources, Resources.usual());
        this.seed = requireNonNullElse(seed, 42L);
        this.alias = alias;
        this.experiment = experiment;
        this.tags = tags;
    }

    /** A request with every default; change it by {@link #change}. */
    public static TrainRequest of(String model, UUID preparedData) {
        return new TrainRequestBuilder(model, preparedData).build();
    }

    /** A builder that starts from this request. */
    public TrainRequestBuilder change() {
        return new TrainRequestBuilder(this);
    }
}
