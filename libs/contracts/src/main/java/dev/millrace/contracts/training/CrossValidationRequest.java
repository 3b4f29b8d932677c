package dev.millrace.contracts.training;

import static java.util.Objects.requireNonNullElse;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/**
 * Estimates how good networks of one description are on data that they have not seen.
 *
 * @param training what is fitted in each fold; no version is registered
 * @param folding how rows are divided; default 5 folds, stratified for classes
 */
@Schema(
        example =
                """
                {"training": {"model": "diabetes", "preparedData": "0f8f2a52-7a44-4a5e-9a4b-0f8a8d0a5f11",
                              "layers": [{"type": "dense", "units": 32}], "epochs": 100},
                 "folding": {"kind": "stratified", "folds": 5, "repetitions": 3, "seed": 7}}\
                """)
public record CrossValidationRequest(
        @NotNull @Valid TrainRequest training, @Valid Folding folding) {

    public CrossValidationRequest(TrainRequest training, @Nullable Folding folding) {
        this.training = training;
        this.folding = requireNonNullElse(folding, Folding.usual());
    }
}
