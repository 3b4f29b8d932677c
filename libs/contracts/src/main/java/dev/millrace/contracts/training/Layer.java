package dev.millrace.contracts.training;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * One layer of a network. The output layer is added by the platform: its shape follows from the
 * target.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Layer.Dense.class, name = "dense"),
    @JsonSubTypes.Type(value = Layer.Dropout.class, name = "dropout"),
    @JsonSubTypes.Type(value = Layer.BatchNorm.class, name = "batch-norm"),
    @JsonSubTypes.Type(value = Layer.Activate.class, name = "activation"),
})
public sealed interface Layer {

    /**
     * activation(x W + b). {@code units} 1 to 16384; {@code activation} default relu; penalties
     * default 0.
     */
    record Dense(
            int units, @Nullable Activation activation, @Nullable Double l1, @Nullable Double l2)
            implements Layer {}

    /**
     * While training, zeroes a share {@code rate} (0 to 1, exclusive) and scales the rest by 1 / (1
     * - rate).
     */
    record Dropout(double rate) implements Layer {}

    /**
     * Normalises each unit over the batch while training, and by moving averages afterwards.
     *
     * @param momentum of the moving averages; default 0.99
     */
    record BatchNorm(@Nullable Double momentum) implements Layer {}

    /** An activation on its own, such as after batch-norm. */
    record Activate(Activation activation) implements Layer {}

    /** Non-linearities. */
    enum Activation {
        @JsonProperty("relu")
        RELU,
        @JsonProperty("leaky-relu")
        LEAKY_RELU,
        @JsonProperty("elu")
        ELU,
        @JsonProperty("tanh")
        TANH,
        @JsonProperty("sigmoid")
        SIGMOID,
        @JsonProperty("linear")
        LINEAR
    }
}
