package dev.millrace.training.engine.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import dev.millrace.contracts.training.Activation;
import dev.millrace.contracts.training.Layer;
import dev.millrace.training.engine.Output;
import dev.millrace.training.engine.Part;
import dev.millrace.training.engine.pytorch.Variables.Views;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One pass from features to the output layer's logits, for training or for inference. */
final class Layers {

    private final Views weights;
    private final Mode mode;
    private final Norms norms;
    private final List<Rectified> rectified = new ArrayList<>();

    /** What dropout and batch normalisation do. */
    sealed interface Mode {

        /**
         * Masks, statistics of the batch.
         *
         * @param frozen names of layers that normalise by their moving averages nevertheless
         */
        record Training(Set<String> frozen) implements Mode {}

        /** No masks, moving statistics. */
        record Inference() implements Mode {}
    }

    /** What a layer gave with a relu. */
    record Rectified(String layer, NDArray signal) {}

    Layers(Views weights, Mode mode) {
        this.weights = weights;
        this.mode = mode;
        norms = new Norms(weights);
    }

    NDArray logits(List<Part> parts, NDArray features) {
        return affine(Output.NAME, through(parts, features));
    }

    List<Rectified> rectified() {
        return rectified;
    }

    /** Moves the moving averages of all layers that normalised by the batch. */
    void followBatch() {
        norms.followBatch();
    }

    private NDArray through(List<Part> parts, NDArray signal) {
        for (var part : parts) {
            signal = apply(part, signal);
        }
        return signal;
    }

    private NDArray apply(Part part, NDArray signal) {
        var name = part.name();
        return switch (part.layer()) {
            case Layer.Dense dense -> activate(name, dense.activation(), affine(name, signal));
            case Layer.Dropout dropout -> drop(dropout.rate(), signal);
            case Layer.BatchNorm norm -> normalise(name, norm.momentum(), signal);
            case Layer.LayerNorm _ -> norms.byRow(name, signal);
            case Layer.Activate layer -> activate(name, layer.activation(), signal);
            case Layer.Embedding embedding -> new Embeddings(weights).of(name, embedding, signal);
            case Layer.Reshape _, Layer.Flatten _ -> NativeArrays.shaped(signal, part.out());
            case Layer.Conv1d conv ->
                    activate(
                            name,
                            conv.activation(),
                            Windows.convolve(
                                    signal,
                                    weights.of(name, "kernel"),
                                    weights.of(name, "bias"),
                                    conv.stride(),
                                    conv.padding()));
            case Layer.Conv2d conv ->
                    activate(
                            name,
                            conv.activation(),
                            Windows.convolve(
                                    signal,
                                    weights.of(name, "kernel"),
                                    weights.of(name, "bias"),
                                    conv.stride(),
                                    conv.padding()));
            case Layer.Pool pool -> Windows.pool(signal, pool.kind(), pool.size(), pool.stride());
            case Layer.GlobalPool pool -> Windows.poolAll(signal, pool.kind());
            case Layer.Lstm lstm ->
                    recurrences().lstm(name, lstm.units(), signal).given(lstm.sequences());
            case Layer.Gru gru ->
                    recurrences().gru(name, gru.units(), signal).given(gru.sequences());
            case Layer.Residual _ -> residual(part, signal);
            case Layer.Branches _ -> branches(part, signal);
        };
    }

    private Recurrences recurrences() {
        return new Recurrences(weights, mode instanceof Mode.Training);
    }

    private NDArray affine(String name, NDArray signal) {
        return NativeArrays.linear(signal, weights.of(name, "kernel"), weights.of(name, "bias"));
    }

    private NDArray activate(String name, Activation activation, NDArray signal) {
        var result = Activations.of(activation, signal);
        if (activation == Activation.RELU) {
            rectified.add(new Rectified(name, result));
        }
        return result;
    }

    private NDArray drop(double rate, NDArray signal) {
        return switch (mode) {
            case Mode.Inference _ -> signal;
            case Mode.Training _ ->
                    signal.getNDArrayInternal().dropout(signal, (float) rate, true).head();
        };
    }

    private NDArray normalise(String name, double momentum, NDArray signal) {
        return mode instanceof Mode.Training(var frozen) && !frozen.contains(name)
                ? norms.byBatch(name, signal, momentum)
                : norms.byAverages(name, signal);
    }

    private NDArray residual(Part part, NDArray signal) {
        var changed = through(part.ways().getFirst().parts(), signal);
        return part.isProjected()
                ? signal.matMul(weights.of(part.name(), "projection")).add(changed)
                : signal.add(changed);
    }

    private NDArray branches(Part part, NDArray signal) {
        var results = new NDList();
        for (var way : part.ways()) {
            results.add(through(way.parts(), seen(way, signal)));
        }
        return NativeArrays.join(results, results.head().getShape().dimension() - 1);
    }

    private static NDArray seen(Part.Way way, NDArray signal) {
        if (way.columns().isEmpty()) {
            return signal;
        }
        var columns = way.columns().stream().mapToLong(Integer::longValue).toArray();
        return signal.get(new NDIndex(":, {}", signal.getManager().create(columns)));
    }
}
