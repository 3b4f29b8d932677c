package dev.millrace.training.engine.tensorflow;

import dev.millrace.contracts.training.Activation;
import dev.millrace.contracts.training.Layer;
import dev.millrace.training.engine.Network;
import dev.millrace.training.engine.Output;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.math.Mean;
import org.tensorflow.op.nn.LeakyRelu;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/**
 * Operations from features to the output layer's logits, for training or for inference.
 *
 * @param <T> the type that is computed in; the variables are always 32-bit
 */
final class Layers<T extends TNumber> {

    private static final float EPSILON = 1e-3f;
    private static final float LEAK = 0.2f;

    private final Ops tf;
    private final Variables variables;
    private final Mode mode;
    private final Class<T> type;
    private final List<Operand<T>> penalties = new ArrayList<>();
    private final List<Op> updates = new ArrayList<>();

    /** What dropout and batch normalisation do. */
    sealed interface Mode {

        /** Masks from the seed, statistics of the batch. */
        record Training(Operand<TInt64> dropoutSeed) implements Mode {}

        /** No masks, moving statistics. */
        record Inference() implements Mode {}
    }

    Layers(Ops tf, Variables variables, Mode mode, Class<T> type) {
        this.tf = tf;
        this.variables = variables;
        this.mode = mode;
        this.type = type;
    }

    Operand<T> logits(Network network, Operand<T> features) {
        Operand<T> signal = features;
        var parts = network.parts();
        for (int index = 0; index < parts.size(); index++) {
            signal = apply(parts.get(index).layer(), parts.get(index).name(), index, signal);
        }
        return affine(Output.NAME, signal);
    }

    /** To be added to the loss. */
    List<Operand<T>> penalties() {
        return penalties;
    }

    /** To be run with each step: new moving averages. */
    List<Op> updates() {
        return updates;
    }

    private Operand<T> apply(Layer layer, String name, int index, Operand<T> signal) {
        return switch (layer) {
            case Layer.Dense dense -> {
                // The gradient of an operation on a variable itself crashes (Square); on its value
                // not.
                penalise(dense, tf.identity(value(name, "kernel")));
                yield activate(dense.activation(), affine(name, signal));
            }
            case Layer.Dropout dropout -> drop(dropout.rate(), index, signal);
            case Layer.BatchNorm norm -> normalise(norm.momentum(), name, signal);
            case Layer.Activate activate -> activate(activate.activation(), signal);
            default -> throw new IllegalArgumentException("not built yet: " + layer);
        };
    }

    private Operand<T> affine(String name, Operand<T> signal) {
        var product = tf.linalg.matMul(signal, value(name, "kernel"));
        return tf.nn.biasAdd(product, value(name, "bias"));
    }

    private void penalise(Layer.Dense dense, Operand<T> kernel) {
        if (dense.l1() > 0) {
            penalties.add(tf.math.mul(constant(dense.l1()), sum(tf.math.abs(kernel))));
        }
        if (dense.l2() > 0) {
            penalties.add(tf.math.mul(constant(dense.l2()), sum(tf.math.square(kernel))));
        }
    }

    private Operand<T> activate(Activation activation, Operand<T> signal) {
        return switch (activation) {
            case RELU -> tf.nn.relu(signal);
            case LEAKY_RELU -> tf.nn.leakyRelu(signal, LeakyRelu.alpha(LEAK));
            case ELU -> tf.nn.elu(signal);
            case TANH -> tf.math.tanh(signal);
            case SIGMOID -> tf.math.sigmoid(signal);
            case LINEAR -> signal;
            case SELU -> tf.nn.selu(signal);
            case GELU -> {
                var erf = tf.math.erf(tf.math.mul(signal, constant(Math.sqrt(0.5))));
                var share = tf.math.mul(tf.math.add(erf, constant(1)), constant(0.5));
                yield tf.math.mul(signal, share);
            }
            case SWISH -> tf.math.mul(signal, tf.math.sigmoid(signal));
            case SOFTMAX -> tf.nn.softmax(signal);
        };
    }

    private Operand<T> drop(double rate, int index, Operand<T> signal) {
        return switch (mode) {
            case Mode.Inference _ -> signal;
            case Mode.Training training -> {
                var seed = tf.stack(List.of(training.dropoutSeed(), tf.constant((long) index)));
                var drawn = tf.random.statelessRandomUniform(tf.shape(signal), seed);
                var kept = tf.math.greaterEqual(drawn, tf.constant((float) rate));
                var mask = tf.dtypes.cast(kept, type);
                yield tf.math.mul(signal, tf.math.mul(mask, constant(1 / (1 - rate))));
            }
        };
    }

    private Operand<T> normalise(double momentum, String name, Operand<T> signal) {
        return switch (mode) {
            case Mode.Inference _ ->
                    standardise(name, signal, value(name, "mean"), value(name, "variance"));
            case Mode.Training _ -> {
                var mean = meanOverRows(signal);
                var variance = meanOverRows(tf.math.square(tf.math.sub(signal, mean)));
                updates.add(follow(name, "mean", mean, momentum));
                updates.add(follow(name, "variance", variance, momentum));
                yield standardise(name, signal, mean, variance);
            }
        };
    }

    private Operand<T> standardise(
            String name, Operand<T> signal, Operand<T> mean, Operand<T> variance) {
        var factor =
                tf.math.mul(
                        value(name, "scale"),
                        tf.math.rsqrt(tf.math.add(variance, constant(EPSILON))));
        return tf.math.add(tf.math.mul(tf.math.sub(signal, mean), factor), value(name, "shift"));
    }

    private Op follow(String layer, String what, Operand<T> value, double momentum) {
        var kept = tf.math.mul(value(layer, what), constant(momentum));
        var next = tf.math.add(kept, tf.math.mul(value, constant(1 - momentum)));
        return tf.assign(variables.of(layer, what), tf.dtypes.cast(next, TFloat32.class));
    }

    private Operand<T> meanOverRows(Operand<T> signal) {
        return tf.math.mean(signal, tf.constant(0), Mean.keepDims(false));
    }

    private Operand<T> sum(Operand<T> matrix) {
        return tf.reduceSum(matrix, tf.constant(new int[] {0, 1}), ReduceSum.keepDims(false));
    }

    private Operand<T> value(String layer, String what) {
        return tf.dtypes.cast(variables.of(layer, what), type);
    }

    private Operand<T> constant(double number) {
        return tf.dtypes.cast(tf.constant(number), type);
    }
}
