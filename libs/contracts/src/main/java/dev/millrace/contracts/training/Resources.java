package dev.millrace.contracts.training;

import static java.util.Objects.requireNonNullElse;

import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/**
 * With what a training computes.
 *
 * @param engine default tensorflow
 * @param device default auto
 * @param mixedPrecision 16-bit products with 32-bit weights, on a GPU; default false
 * @param deadlineSeconds of wall time for the fit; when it has passed, the fit ends after the epoch
 *     with the best weights so far; default none
 */
public record Resources(
        EngineName engine,
        Device device,
        Boolean mixedPrecision,
        @Nullable @Min(1) Integer deadlineSeconds) {

    public Resources(
            @Nullable EngineName engine,
            @Nullable Device device,
            @Nullable Boolean mixedPrecision,
            @Nullable Integer deadlineSeconds) {
        this.engine = requireNonNullElse(engine, EngineName.TENSORFLOW);
        this.device = requireNonNullElse(device, Device.AUTO);
        this.mixedPrecision = requireNonNullElse(mixedPrecision, false);
        this.deadlineSeconds = deadlineSeconds;
    }

    public static Resources usual() {
        return new Resources(null, null, null, null);
    }
}
