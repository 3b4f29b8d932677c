package dev.millrace.training.engine.tensorflow;

import dev.millrace.contracts.training.Layer;
import dev.millrace.training.engine.Part;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.core.Stack;
import org.tensorflow.op.core.Unstack;
import org.tensorflow.types.family.TNumber;

/**
 * Layers that read a sequence place by place, written out for its length. What the inputs add to
 * the gates is one product for all places.
 */
final class Recurrences<T extends TNumber> {

    private static final int LSTM_GATES = 4;
    private static final int GRU_GATES = 3;

    private final Tower<T> tower;

    Recurrences(Tower<T> tower) {
        this.tower = tower;
    }

    /** Gates in the order input, forget, cell, output. */
    Operand<T> lstm(Layer.Lstm layer, Part part, Operand<T> signal) {
        penalise(part, layer.l1(), layer.l2());
        var tf = tower.tf();
        var recurrent = tower.value(part.name(), "recurrent");
        var state = start(signal, layer.units());
        var cell = state;
        var states = new ArrayList<Operand<T>>();
        for (var input : inputs(part, signal)) {
            var gates = gates(tf.math.add(input, tf.linalg.matMul(state, recurrent)), LSTM_GATES);
            var kept = tf.math.mul(tf.math.sigmoid(gates.get(1)), cell);
            var added = tf.math.mul(tf.math.sigmoid(gates.get(0)), tf.math.tanh(gates.get(2)));
            cell = tf.math.add(kept, added);
            state = tf.math.mul(tf.math.sigmoid(gates.get(3)), tf.math.tanh(cell));
            states.add(state);
        }
        return result(layer.sequences(), states);
    }

    /** Gates in the order update, reset, candidate. */
    Operand<T> gru(Layer.Gru layer, Part part, Operand<T> signal) {
        penalise(part, layer.l1(), layer.l2());
        var tf = tower.tf();
        var state = start(signal, layer.units());
        var states = new ArrayList<Operand<T>>();
        for (var input : inputs(part, signal)) {
            var given = gates(input, GRU_GATES);
            var remembered = gates(remembered(part, state), GRU_GATES);
            var update = tf.math.sigmoid(tf.math.add(given.get(0), remembered.get(0)));
            var reset = tf.math.sigmoid(tf.math.add(given.get(1), remembered.get(1)));
            var past = tf.math.mul(reset, remembered.get(2));
            var candidate = tf.math.tanh(tf.math.add(given.get(2), past));
            // update * state + (1 - update) * candidate
            var change = tf.math.mul(update, tf.math.sub(state, candidate));
            state = tf.math.add(candidate, change);
            states.add(state);
        }
        return result(layer.sequences(), states);
    }

    private Operand<T> remembered(Part part, Operand<T> state) {
        var product = tower.tf().linalg.matMul(state, tower.value(part.name(), "recurrent"));
        return tower.tf().nn.biasAdd(product, tower.value(part.name(), "recurrent-bias"));
    }

    private void penalise(Part part, double l1, double l2) {
        tower.penalise(l1, l2, tower.value(part.name(), "kernel"));
        tower.penalise(l1, l2, tower.value(part.name(), "recurrent"));
    }

    /** x W + b of each place. */
    private List<Operand<T>> inputs(Part part, Operand<T> signal) {
        var tf = tower.tf();
        var product = tower.product(signal, part.in(), tower.value(part.name(), "kernel"));
        var all = tf.nn.biasAdd(product, tower.value(part.name(), "bias"));
        long length = part.in().dimensions().getFirst();
        return List.copyOf(tf.unstack(all, length, Unstack.axis(1L)).output());
    }

    private List<? extends Operand<T>> gates(Operand<T> all, int count) {
        return tower.tf().split(tower.tf().constant(1), all, (long) count).output();
    }

    /** Zeros, one state by row. */
    private Operand<T> start(Operand<T> signal, int units) {
        var tf = tower.tf();
        var rows = tf.gather(tf.shape(signal), tf.constant(0), tf.constant(0));
        var shape = tf.stack(List.of(rows, tf.constant(units)));
        return tf.fill(shape, tower.constant(0));
    }

    private Operand<T> result(boolean sequences, List<Operand<T>> states) {
        return sequences ? tower.tf().stack(states, Stack.axis(1L)) : states.getLast();
    }
}
