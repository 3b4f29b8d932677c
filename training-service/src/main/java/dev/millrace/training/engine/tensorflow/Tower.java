package dev.millrace.training.engine.tensorflow;

import dev.millrace.contracts.training.Activation;
import dev.millrace.training.engine.Signal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/**
 * What all layers share that are built one upon the other: the weights as values, one mode, one
 * type, and what layers add beside the signal.
 *
 * @param <T> the type that is computed in; the variables are always 32-bit
 */
final class Tower<T extends TNumber> {

    /** What dropout and batch normalisation do. */
    sealed interface Mode {

        /**
         * Masks from the seed, statistics of the batch.
         *
         * @param frozen layers that normalise by moving statistics all the same
         */
        record Training(Operand<TInt64> dropoutSeed, Set<String> frozen) implements Mode {}

        /** No masks, moving statistics. */
        record Inference() implements Mode {}
    }

    private final Ops tf;
    private final Variables variables;
    private final Mode mode;
    private final Class<T> type;
    private final Map<String, Operand<T>> values = new HashMap<>();
    private final Map<String, Operand<T>> rectified = new LinkedHashMap<>();
    private final List<Operand<T>> penalties = new ArrayList<>();
    private final List<Op> updates = new ArrayList<>();

    Tower(Ops tf, Variables variables, Mode mode, Class<T> type) {
        this.tf = tf;
        this.variables = variables;
        this.mode = mode;
        this.type = type;
    }

    Ops tf() {
        return tf;
    }

    Mode mode() {
        return mode;
    }

    Class<T> type() {
        return type;
    }

    /** A weight's value. The gradient of some operations on a variable itself crashes. */
    Operand<T> value(String layer, String what) {
        return values.computeIfAbsent(
                layer + "." + what, name -> cast(tf.identity(variables.of(name))));
    }

    Operand<T> constant(double number) {
        return type == TFloat32.class
                ? cast(tf.constant((float) number))
                : cast(tf.constant(number));
    }

    /** In the type of this tower. */
    @SuppressWarnings("unchecked") // the types are compared
    Operand<T> cast(Operand<? extends TNumber> number) {
        return number.type() == type ? (Operand<T>) number : tf.dtypes.cast(number, type);
    }

    /** The same numbers, row by row, in this shape. */
    Operand<T> reshape(Operand<T> signal, Signal shape) {
        return tf.reshape(signal, rows(shape));
    }

    private Operand<TInt32> rows(Signal shape) {
        var dimensions =
                IntStream.concat(
                        IntStream.of(-1), shape.dimensions().stream().mapToInt(Integer::intValue));
        return tf.constant(dimensions.toArray());
    }

    /** signal W, or over the last dimension of a longer shape. */
    Operand<T> product(Operand<T> signal, Signal shape, Operand<T> kernel) {
        if (shape.rank() == 1) {
            return tf.linalg.matMul(signal, kernel);
        }
        var flat = tf.linalg.matMul(reshape(signal, Signal.of(shape.last())), kernel);
        int units = Math.toIntExact(kernel.shape().get(1));
        return reshape(flat, shape.withLast(units));
    }

    /** Adds l1 sum|W| + l2 sum W² of a weight to the loss. */
    void penalise(double l1, double l2, Operand<T> kernel) {
        if (l1 > 0) {
            penalties.add(tf.math.mul(constant(l1), sum(tf.math.abs(kernel))));
        }
        if (l2 > 0) {
            penalties.add(tf.math.mul(constant(l2), sum(tf.math.square(kernel))));
        }
    }

    private Operand<T> sum(Operand<T> numbers) {
        var flat = tf.reshape(numbers, tf.constant(new int[] {-1}));
        return tf.reduceSum(flat, tf.constant(0), ReduceSum.keepDims(false));
    }

    /** An activation of a layer; those of a relu are watched. */
    Operand<T> activate(Activation activation, String layer, Operand<T> signal) {
        var activated = Activations.apply(this, activation, signal);
        if (activation == Activation.RELU) {
            rectified.put(layer, activated);
        }
        return activated;
    }

    /** A moving average takes a new value with each step. */
    void follow(String layer, String what, Operand<T> value) {
        updates.add(
                tf.assign(variables.of(layer + "." + what), tf.dtypes.cast(value, TFloat32.class)));
    }

    /** To be added to the loss. */
    List<Operand<T>> penalties() {
        return penalties;
    }

    /** To be run with each step: new moving averages. */
    List<Op> updates() {
        return updates;
    }

    /** What each layer with a relu gives. */
    Map<String, Operand<T>> rectified() {
        return rectified;
    }
}
