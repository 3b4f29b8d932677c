package dev.millrace.contracts.training;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Non-linearities, elementwise but for softmax. */
public enum Activation {
    @JsonProperty("relu")
    RELU,
    /** x or 0.2 x. */
    @JsonProperty("leaky-relu")
    LEAKY_RELU,
    /** x or exp(x) - 1 (Clevert et al. 2016). */
    @JsonProperty("elu")
    ELU,
    /** Klambauer et al. 2017. */
    @JsonProperty("selu")
    SELU,
    /** x Φ(x), by the error function (Hendrycks and Gimpel 2016). */
    @JsonProperty("gelu")
    GELU,
    /** x sigmoid(x) (Ramachandran et al. 2017). */
    @JsonProperty("swish")
    SWISH,
    @JsonProperty("tanh")
    TANH,
    @JsonProperty("sigmoid")
    SIGMOID,
    /** Over the last dimension. */
    @JsonProperty("softmax")
    SOFTMAX,
    @JsonProperty("linear")
    LINEAR;

    /**
     * Whether half of its range or so passes unchanged, for which He's initial weights are made.
     */
    public boolean isRectifier() {
        return switch (this) {
            case RELU, LEAKY_RELU, ELU, GELU, SWISH -> true;
            case SELU, TANH, SIGMOID, SOFTMAX, LINEAR -> false;
        };
    }
}
