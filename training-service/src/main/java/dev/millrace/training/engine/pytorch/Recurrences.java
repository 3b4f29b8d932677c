package dev.millrace.training.engine.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import dev.millrace.training.engine.pytorch.Variables.Views;

/** LSTM and GRU by the library's own, which run a whole sequence in one call. */
final class Recurrences {

    private final Views weights;
    private final boolean training;

    Recurrences(Views weights, boolean training) {
        this.weights = weights;
        this.training = training;
    }

    /** All states, and the last. */
    record States(NDArray all, NDArray last) {

        NDArray given(boolean sequences) {
            return sequences ? all : last.squeeze(0);
        }
    }

    /** Both have the gates in the same order. */
    States lstm(String layer, int units, NDArray signal) {
        var bias = weights.of(layer, "bias");
        var parameters =
                new NDList(
                        weights.of(layer, "kernel").transpose(),
                        weights.of(layer, "recurrent").transpose(),
                        bias,
                        bias.zerosLike());
        var zeros = zeros(signal, units);
        var states =
                signal.getNDArrayInternal()
                        .lstm(
                                signal,
                                new NDList(zeros, zeros),
                                parameters,
                                true,
                                1,
                                0,
                                training,
                                false,
                                true);
        return new States(states.get(0), states.get(1));
    }

    States gru(String layer, int units, NDArray signal) {
        var parameters =
                new NDList(
                        resetFirst(weights.of(layer, "kernel"), units).transpose(),
                        resetFirst(weights.of(layer, "recurrent"), units).transpose(),
                        resetFirst(weights.of(layer, "bias"), units),
                        resetFirst(weights.of(layer, "recurrent-bias"), units));
        var states =
                signal.getNDArrayInternal()
                        .gru(
                                signal,
                                zeros(signal, units),
                                parameters,
                                true,
                                1,
                                0,
                                training,
                                false,
                                true);
        return new States(states.get(0), states.get(1));
    }

    /** From our order (update, reset, candidate) to the library's. */
    private static NDArray resetFirst(NDArray weight, int units) {
        int axis = weight.getShape().dimension() - 1;
        var gates = weight.split(new long[] {units, 2L * units}, axis);
        return NativeArrays.join(new NDList(gates.get(1), gates.get(0), gates.get(2)), axis);
    }

    private static NDArray zeros(NDArray signal, int units) {
        return signal.getManager().zeros(new Shape(1, signal.getShape().get(0), units));
    }
}
