package dev.millrace.training.engine.tensorflow;

import dev.millrace.contracts.training.Activation;
import org.tensorflow.Operand;
import org.tensorflow.op.nn.LeakyRelu;
import org.tensorflow.types.family.TNumber;

/** The non-linearities as {@link Activation} defines them. */
final class Activations {

    private static final float LEAK = 0.2f;

    private Activations() {}

    static <T extends TNumber> Operand<T> apply(
            Tower<T> tower, Activation activation, Operand<T> signal) {
        var tf = tower.tf();
        return switch (activation) {
            case RELU -> tf.nn.relu(signal);
            case LEAKY_RELU -> tf.nn.leakyRelu(signal, LeakyRelu.alpha(LEAK));
            case ELU -> tf.nn.elu(signal);
            case SELU -> tf.nn.selu(signal);
            case GELU -> gelu(tower, signal);
            case SWISH -> tf.math.mul(signal, tf.math.sigmoid(signal));
            case TANH -> tf.math.tanh(signal);
            case SIGMOID -> tf.math.sigmoid(signal);
            case SOFTMAX -> tf.nn.softmax(signal);
            case LINEAR -> signal;
        };
    }

    private static <T extends TNumber> Operand<T> gelu(Tower<T> tower, Operand<T> signal) {
        var tf = tower.tf();
        var erf = tf.math.erf(tf.math.mul(signal, tower.constant(Math.sqrt(0.5))));
        var share = tf.math.mul(tf.math.add(erf, tower.constant(1)), tower.constant(0.5));
        return tf.math.mul(signal, share);
    }
}
