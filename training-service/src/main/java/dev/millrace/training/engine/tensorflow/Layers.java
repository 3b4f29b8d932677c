package dev.millrace.training.engine.tensorflow;

import dev.millrace.contracts.training.Layer.Activation;
import dev.millrace.training.engine.Network;
import dev.millrace.training.engine.Network.Hidden;
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

/** Operations from features to the output layer's logits, for training or for inference. */
final class Layers {

    private static final float EPSILON = 1e-3f;
    private static final float LEAK = 0.2f;

    private final Ops tf;
    private final Variables variables;
    private final Mode mode;
    private final List<Operand<TFloat32>> penalties = new ArrayList<>();
    private final List<Op> updates = new ArrayList<>();

    /** What dropout and batch normalisation do. */
    sealed interface Mode {

        /** Masks from the seed, statistics of the batch. */
        record Training(Operand<TInt64> dropoutSeed) implements Mode {}

        /** No masks, moving statistics. */
        record Inference() implements Mode {}
    }

    Layers(Ops tf, Variables variables, Mode mode) {
        this.tf = tf;
        this.variables = variables;
        this.mode = mode;
    }

    Operand<TFloat32> logits(Network network, Operand<TFloat32> features) {
        Operand<TFloat32> signal = features;
        for (int index = 0; index < network.hidden().size(); index++) {
            signal = apply(network.hidden().get(index), index, signal);
        }
        return affine("output", signal);
    }

    /** To be added to the loss. */
    List<Operand<TFloat32>> penalties() {
        return penalties;
    }

    /** To be run with each step: new moving averages. */
    List<Op> updates() {
        return updates;
    }

    private Operand<TFloat32> apply(Hidden layer, int index, Operand<TFloat32> signal) {
        var name = Integer.toString(index);
        return switch (layer) {
            case Hidden.Dense dense -> {
                // The gradient of an operation on a variable itself crashes (Square); on its value
                // not.
                penalise(dense, tf.identity(variables.of(name, "kernel")));
                yield activate(dense.activation(), affine(name, signal));
            }
            case Hidden.Dropout dropout -> drop(dropout.rate(), index, signal);
            case Hidden.BatchNorm norm -> normalise(norm.momentum(), name, signal);
            case Hidden.Activate activate -> activate(activate.activation(), signal);
        };
    }

    private Operand<TFloat32> affine(String name, Operand<TFloat32> signal) {
        var product = tf.linalg.matMul(signal, variables.of(name, "kernel"));
        return tf.nn.biasAdd(product, variables.of(name, "bias"));
    }

    private void penalise(Hidden.Dense dense, Operand<TFloat32> kernel) {
        if (dense.l1() > 0) {
            penalties.add(tf.math.mul(constant(dense.l1()), sum(tf.math.abs(kernel))));
        }
        if (dense.l2() > 0) {
            penalties.add(tf.math.mul(constant(dense.l2()), sum(tf.math.square(kernel))));
        }
    }

    private Operand<TFloat32> activate(Activation activation, Operand<TFloat32> signal) {
        return switch (activation) {
            case RELU -> tf.nn.relu(signal);
            case LEAKY_RELU -> tf.nn.leakyRelu(signal, LeakyRelu.alpha(LEAK));
            case ELU -> tf.nn.elu(signal);
            case TANH -> tf.math.tanh(signal);
            case SIGMOID -> tf.math.sigmoid(signal);
            case LINEAR -> signal;
        };
    }

    private Operand<TFloat32> drop(double rate, int index, Operand<TFloat32> signal) {
        return switch (mode) {
            case Mode.Inference _ -> signal;
            case Mode.Training training -> {
                var seed = tf.stack(List.of(training.dropoutSeed(), tf.constant((long) index)));
                var drawn = tf.random.statelessRandomUniform(tf.shape(signal), seed);
                var kept = tf.math.greaterEqual(drawn, constant(rate));
                var mask = tf.dtypes.cast(kept, TFloat32.class);
                yield tf.math.mul(signal, tf.math.mul(mask, constant(1 / (1 - rate))));
            }
        };
    }

    private Operand<TFloat32> normalise(double momentum, String name, Operand<TFloat32> signal) {
        return switch (mode) {
            case Mode.Inference _ ->
                    standardise(
                            name,
                            signal,
                            variables.of(name, "mean"),
                            variables.of(name, "variance"));
            case Mode.Training _ -> {
                var mean = meanOverRows(signal);
                var variance = meanOverRows(tf.math.square(tf.math.sub(signal, mean)));
                updates.add(follow(variables.of(name, "mean"), mean, momentum));
                updates.add(follow(variables.of(name, "variance"), variance, momentum));
                yield standardise(name, signal, mean, variance);
            }
        };
    }

    private Operand<TFloat32> standardise(
            String name,
            Operand<TFloat32> signal,
            Operand<TFloat32> mean,
            Operand<TFloat32> variance) {
        var factor =
                tf.math.mul(
                        variables.of(name, "scale"),
                        tf.math.rsqrt(tf.math.add(variance, constant(EPSILON))));
        return tf.math.add(
                tf.math.mul(tf.math.sub(signal, mean), factor), variables.of(name, "shift"));
    }

    private Op follow(Operand<TFloat32> average, Operand<TFloat32> value, double momentum) {
        var kept = tf.math.mul(average, constant(momentum));
        return tf.assign(average, tf.math.add(kept, tf.math.mul(value, constant(1 - momentum))));
    }

    private Operand<TFloat32> meanOverRows(Operand<TFloat32> signal) {
        return tf.math.mean(signal, tf.constant(0), Mean.keepDims(false));
    }

    private Operand<TFloat32> sum(Operand<TFloat32> matrix) {
        return tf.reduceSum(matrix, tf.constant(new int[] {0, 1}), ReduceSum.keepDims(false));
    }

    private Operand<TFloat32> constant(double number) {
        return tf.constant((float) number);
    }
}
