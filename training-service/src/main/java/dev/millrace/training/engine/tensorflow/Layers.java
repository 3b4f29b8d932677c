package dev.millrace.training.engine.tensorflow;

import dev.millrace.contracts.training.Layer;
import dev.millrace.training.engine.Network;
import dev.millrace.training.engine.Output;
import dev.millrace.training.engine.Part;
import dev.millrace.training.engine.Part.Way;
import dev.millrace.training.engine.Signal;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/** Operations from features to the output layer's logits: each layer in its place. */
final class Layers<T extends TNumber> {

    private final Tower<T> tower;
    private final Ops tf;
    private final Normalisations<T> normalisations;
    private final Convolutions<T> convolutions;
    private final Recurrences<T> recurrences;
    private final Embeddings<T> embeddings;
    private int dropouts;

    Layers(Tower<T> tower) {
        this.tower = tower;
        tf = tower.tf();
        normalisations = new Normalisations<>(tower);
        convolutions = new Convolutions<>(tower);
        recurrences = new Recurrences<>(tower);
        embeddings = new Embeddings<>(tower);
    }

    Operand<T> logits(Network network, Operand<T> features) {
        var parts = network.parts();
        var last = parts.isEmpty() ? Signal.of(network.inputs()) : parts.getLast().out();
        return affine(Output.NAME, last, through(parts, features));
    }

    private Operand<T> through(List<Part> parts, Operand<T> start) {
        var signal = start;
        for (var part : parts) {
            signal = apply(part, signal);
        }
        return signal;
    }

    private Operand<T> apply(Part part, Operand<T> signal) {
        return switch (part.layer()) {
            case Layer.Dense dense -> dense(dense, part, signal);
            case Layer.Dropout dropout -> drop(dropout.rate(), signal);
            case Layer.BatchNorm norm -> normalisations.batch(norm, part, signal);
            case Layer.LayerNorm _ -> normalisations.layer(part, signal);
            case Layer.Activate activate ->
                    tower.activate(activate.activation(), part.name(), signal);
            case Layer.Embedding embedding -> embeddings.apply(embedding, part, signal);
            case Layer.Reshape _, Layer.Flatten _ -> tower.reshape(signal, part.out());
            case Layer.Conv1d conv -> convolutions.sequence(conv, part, signal);
            case Layer.Conv2d conv -> convolutions.image(conv, part, signal);
            case Layer.Pool pool -> convolutions.pool(pool, part, signal);
            case Layer.GlobalPool pool -> convolutions.global(pool, part, signal);
            case Layer.Lstm lstm -> recurrences.lstm(lstm, part, signal);
            case Layer.Gru gru -> recurrences.gru(gru, part, signal);
            case Layer.Residual _ -> residual(part, signal);
            case Layer.Branches _ -> join(part, signal);
        };
    }

    private Operand<T> dense(Layer.Dense layer, Part part, Operand<T> signal) {
        tower.penalise(layer.l1(), layer.l2(), tower.value(part.name(), "kernel"));
        var sums = affine(part.name(), part.in(), signal);
        return tower.activate(layer.activation(), part.name(), sums);
    }

    private Operand<T> affine(String name, Signal shape, Operand<T> signal) {
        var product = tower.product(signal, shape, tower.value(name, "kernel"));
        return tf.nn.biasAdd(product, tower.value(name, "bias"));
    }

    /** The mask is a function of the step's seed and of the layer's number among its like. */
    private Operand<T> drop(double rate, Operand<T> signal) {
        return switch (tower.mode()) {
            case Tower.Mode.Inference _ -> signal;
            case Tower.Mode.Training(var dropoutSeed, _) -> {
                var seed = tf.stack(List.of(dropoutSeed, tf.constant((long) dropouts++)));
                var drawn = tf.random.statelessRandomUniform(tf.shape(signal), seed);
                var kept = tf.math.greaterEqual(drawn, tf.constant((float) rate));
                var mask = tf.dtypes.cast(kept, tower.type());
                yield tf.math.mul(signal, tf.math.mul(mask, tower.constant(1 / (1 - rate))));
            }
        };
    }

    private Operand<T> residual(Part part, Operand<T> signal) {
        var inner = through(part.ways().getFirst().parts(), signal);
        var passed =
                part.isProjected()
                        ? tower.product(signal, part.in(), tower.value(part.name(), "projection"))
                        : signal;
        return tf.math.add(passed, inner);
    }

    private Operand<T> join(Part part, Operand<T> signal) {
        var ends =
                part.ways().stream().map(way -> through(way.parts(), seen(way, signal))).toList();
        return ends.size() == 1 ? ends.getFirst() : tf.concat(ends, tf.constant(part.out().rank()));
    }

    private Operand<T> seen(Way way, Operand<T> signal) {
        if (way.columns().isEmpty()) {
            return signal;
        }
        var columns = way.columns().stream().mapToInt(Integer::intValue).toArray();
        return tf.gather(signal, tf.constant(columns), tf.constant(1));
    }
}
