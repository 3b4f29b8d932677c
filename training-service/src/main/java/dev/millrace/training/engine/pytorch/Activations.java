package dev.millrace.training.engine.pytorch;

import ai.djl.ndarray.NDArray;
import dev.millrace.contracts.training.Activation;

/** The non-linearities. */
final class Activations {

    private static final float LEAK = 0.2f;

    private Activations() {}

    static NDArray of(Activation activation, NDArray signal) {
        var functions = signal.getNDArrayInternal();
        return switch (activation) {
            case RELU -> functions.relu();
            case LEAKY_RELU -> functions.leakyRelu(LEAK);
            case ELU -> functions.elu(1);
            case SELU -> functions.selu();
            case GELU -> functions.gelu();
            case SWISH -> signal.mul(functions.sigmoid());
            case TANH -> functions.tanh();
            case SIGMOID -> functions.sigmoid();
            case SOFTMAX -> signal.softmax(-1);
            case LINEAR -> signal;
        };
    }
}
