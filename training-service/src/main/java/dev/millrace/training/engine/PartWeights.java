package dev.millrace.training.engine;

import dev.millrace.contracts.training.Activation;
import dev.millrace.contracts.training.Initializer;
import dev.millrace.contracts.training.Layer;
import dev.millrace.training.engine.WeightShape.Role;
import dev.millrace.training.engine.WeightShape.Start;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Which weights a layer has. */
final class PartWeights {

    private static final int LSTM_GATES = 4;
    private static final int GRU_GATES = 3;

    private final String name;
    private final List<WeightShape> shapes = new ArrayList<>();

    private PartWeights(String name) {
        this.name = name;
    }

    /**
     * @param following the first activation after its kernels
     */
    static List<WeightShape> of(Part part, Activation following) {
        var weights = new PartWeights(part.name());
        weights.add(part, following);
        return weights.shapes;
    }

    static List<WeightShape> affine(String name, int inputs, int units) {
        var weights = new PartWeights(name);
        weights.kernel("kernel", Initializer.AUTO, Activation.LINEAR, inputs, units);
        weights.constant("bias", Role.BIAS, units);
        return weights.shapes;
    }

    private void add(Part part, Activation following) {
        int last = part.in().last();
        switch (part.layer()) {
            case Layer.Dense dense -> {
                kernel("kernel", dense.initializer(), following, last, dense.units());
                constant("bias", Role.BIAS, dense.units());
            }
            case Layer.BatchNorm _ -> {
                constant("scale", Role.SCALE, last);
                constant("shift", Role.SHIFT, last);
                constant("mean", Role.MOVING_MEAN, last);
                constant("variance", Role.MOVING_VARIANCE, last);
            }
            case Layer.LayerNorm _ -> {
                constant("scale", Role.SCALE, last);
                constant("shift", Role.SHIFT, last);
            }
            case Layer.Embedding embedding -> tables(embedding);
            case Layer.Conv1d conv -> {
                kernel(
                        "kernel",
                        conv.initializer(),
                        following,
                        conv.kernel(),
                        last,
                        conv.filters());
                constant("bias", Role.BIAS, conv.filters());
            }
            case Layer.Conv2d conv -> {
                int size = conv.kernel();
                kernel("kernel", conv.initializer(), following, size, size, last, conv.filters());
                constant("bias", Role.BIAS, conv.filters());
            }
            case Layer.Lstm lstm -> {
                recurrent(lstm.initializer(), last, lstm.units(), LSTM_GATES);
                constant("bias", Role.LSTM_BIAS, LSTM_GATES * lstm.units());
            }
            case Layer.Gru gru -> {
                recurrent(gru.initializer(), last, gru.units(), GRU_GATES);
                constant("bias", Role.BIAS, GRU_GATES * gru.units());
                constant("recurrent-bias", Role.BIAS, GRU_GATES * gru.units());
            }
            case Layer.Residual _ -> {
                if (part.isProjected()) {
                    kernel(
                            "projection",
                            Initializer.AUTO,
                            Activation.LINEAR,
                            last,
                            part.out().last());
                }
            }
            case Layer.Dropout _,
                    Layer.Activate _,
                    Layer.Reshape _,
                    Layer.Flatten _,
                    Layer.Pool _,
                    Layer.GlobalPool _,
                    Layer.Branches _ -> {}
        }
    }

    private void tables(Layer.Embedding layer) {
        var vocabulary = Objects.requireNonNull(layer.vocabulary());
        for (int index = 0; index < vocabulary.size(); index++) {
            int categories = vocabulary.get(index);
            var shape = List.of(categories, layer.dimensionsOf(categories));
            shapes.add(
                    new WeightShape(name + ".table" + index, Role.TABLE, shape, Start.EMBEDDING));
        }
    }

    private void recurrent(Initializer initializer, int inputs, int units, int gates) {
        kernel("kernel", initializer, Activation.TANH, inputs, gates * units);
        var shape = List.of(units, gates * units);
        shapes.add(
                new WeightShape(
                        name + ".recurrent",
                        Role.RECURRENT,
                        shape,
                        new Start(Initializer.ORTHOGONAL, units, gates * units)));
    }

    private void kernel(
            String what, Initializer initializer, Activation following, Integer... dimensions) {
        shapes.add(
                new WeightShape(
                        name + "." + what,
                        Role.KERNEL,
                        List.of(dimensions),
                        Start.of(initializer, following, dimensions)));
    }

    private void constant(String what, Role role, int size) {
        shapes.add(new WeightShape(name + "." + what, role, List.of(size), Start.CONSTANT));
    }
}
