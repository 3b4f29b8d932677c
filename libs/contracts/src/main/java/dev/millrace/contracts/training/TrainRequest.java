package dev.millrace.contracts.training;

import dev.millrace.contracts.Names;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Fits one network to prepared data and registers the result.
 *
 * @param model name under which the version is registered; created if new
 * @param layers hidden layers, first to last; none gives a linear model
 * @param optimizer default Adam
 * @param epochs at most this many; default 200
 * @param batchSize default 32
 * @param earlyStopping default patience 20
 * @param seed decides initial weights, shuffling and dropout; default 42
 * @param alias set to the new version when it is registered, such as {@code champion}
 */
@Schema(
        example =
                """
                {"model": "diabetes", "preparedData": "0f8f2a52-7a44-4a5e-9a4b-0f8a8d0a5f11",
                 "layers": [{"type": "dense", "units": 32, "l2": 0.001}, {"type": "dropout", "rate": 0.2}],
                 "optimizer": {"type": "adam", "learningRate": 0.003}, "epochs": 200, "seed": 7}\
                """)
public record TrainRequest(
        @NotNull @Pattern(regexp = Names.PATTERN, message = Names.MESSAGE) String model,
        @NotNull UUID preparedData,
        @Nullable @Valid List<Layer> layers,
        @Nullable Optimizer optimizer,
        @Nullable @Min(1) @Max(100_000) Integer epochs,
        @Nullable @Min(1) @Max(65_536) Integer batchSize,
        @Nullable @Valid EarlyStopping earlyStopping,
        @Nullable Long seed,
        @Nullable @Pattern(regexp = Names.PATTERN, message = Names.MESSAGE) String alias) {}
