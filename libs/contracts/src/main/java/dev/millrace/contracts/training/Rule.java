package dev.millrace.contracts.training;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/**
 * Watches a training and acts when it finds something; the finding is kept with its evidence.
 *
 * @param watch what it looks for
 * @param action default warn; a loss that is not finite always stops and fails
 * @param threshold in the unit that {@link Watch} says; default there
 * @param patience epochs in a row; default there
 */
public record Rule(
        @NotNull Watch watch,
        @Nullable Action action,
        @Nullable Double threshold,
        @Nullable Integer patience) {

    /** What may be found. */
    public enum Watch {
        /** The loss or a weight is NaN or infinite. Always watched; stops and fails. */
        @JsonProperty("not-finite")
        NOT_FINITE,
        /** The norm of a kernel's gradient relative to the kernel's is below 1e-7 for 3 epochs. */
        @JsonProperty("vanishing-gradient")
        VANISHING_GRADIENT,
        /** The norm of all gradients is above 1e3 for 1 epoch. */
        @JsonProperty("exploding-gradient")
        EXPLODING_GRADIENT,
        /** The share of units of a relu layer that are 0 for all rows is above 0.5 for 3 epochs. */
        @JsonProperty("dead-relu")
        DEAD_RELU,
        /** The training loss has fallen by less than the share 1e-3 over 10 epochs. */
        @JsonProperty("loss-not-decreasing")
        LOSS_NOT_DECREASING,
        /**
         * The validation loss exceeds its best by the share 0.2 while training's falls, 5 epochs.
         */
        @JsonProperty("overfitting")
        OVERFITTING,
        /** The rarest class has less than the share 0.05 of the rows; looked at once. */
        @JsonProperty("class-imbalance")
        CLASS_IMBALANCE,
        /** Waiting for data takes more than the share 0.2 of an epoch, for 2 epochs. */
        @JsonProperty("slow-loader")
        SLOW_LOADER
    }

    /** What is done. */
    public enum Action {
        @JsonProperty("warn")
        WARN,
        /** Times 0.5, and the watch begins anew. */
        @JsonProperty("lower-learning-rate")
        LOWER_LEARNING_RATE,
        /** The weights of the best epoch are the result. */
        @JsonProperty("stop")
        STOP
    }
}
