package dev.millrace.training.engine.tensorflow;

import dev.millrace.contracts.training.Layer;
import dev.millrace.contracts.training.Padding;
import dev.millrace.contracts.training.Pooling;
import dev.millrace.training.engine.Part;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** Layers whose outputs see a window of places each. A sequence is an image of height 1. */
final class Convolutions<T extends TNumber> {

    private static final int HEIGHT = 1;

    private final Tower<T> tower;

    Convolutions(Tower<T> tower) {
        this.tower = tower;
    }

    Operand<T> sequence(Layer.Conv1d layer, Part part, Operand<T> signal) {
        var kernel = tower.value(part.name(), "kernel");
        tower.penalise(layer.l1(), layer.l2(), kernel);
        var image = tower.tf().expandDims(signal, tower.tf().constant(HEIGHT));
        var flat = tower.tf().expandDims(kernel, tower.tf().constant(0));
        var strides = window(1, layer.stride());
        var out = convolve(part, image, flat, strides, layer.padding());
        return tower.activate(layer.activation(), part.name(), withoutHeight(out));
    }

    Operand<T> image(Layer.Conv2d layer, Part part, Operand<T> signal) {
        var kernel = tower.value(part.name(), "kernel");
        tower.penalise(layer.l1(), layer.l2(), kernel);
        var strides = window(layer.stride(), layer.stride());
        var out = convolve(part, signal, kernel, strides, layer.padding());
        return tower.activate(layer.activation(), part.name(), out);
    }

    private Operand<T> convolve(
            Part part, Operand<T> image, Operand<T> kernel, List<Long> strides, Padding padding) {
        var product = tower.tf().nn.conv2d(image, kernel, strides, padding.name());
        return tower.tf().nn.biasAdd(product, tower.value(part.name(), "bias"));
    }

    Operand<T> pool(Layer.Pool layer, Part part, Operand<T> signal) {
        if (part.in().rank() == 2) {
            var image = tower.tf().expandDims(signal, tower.tf().constant(HEIGHT));
            var windows = window(1, layer.size());
            return withoutHeight(pool(layer.kind(), image, windows, window(1, layer.stride())));
        }
        var windows = window(layer.size(), layer.size());
        return pool(layer.kind(), signal, windows, window(layer.stride(), layer.stride()));
    }

    private Operand<T> pool(
            Pooling kind, Operand<T> image, List<Long> windows, List<Long> strides) {
        var padding = Padding.VALID.name();
        return switch (kind) {
            case MAX -> tower.tf().nn.maxPool(image, constant(windows), constant(strides), padding);
            case AVERAGE -> tower.tf().nn.avgPool(image, windows, strides, padding);
        };
    }

    Operand<T> global(Layer.GlobalPool layer, Part part, Operand<T> signal) {
        var tf = tower.tf();
        var places = tf.constant(IntStream.range(1, part.in().rank()).toArray());
        return switch (layer.kind()) {
            case MAX -> tf.reduceMax(signal, places, ReduceMax.keepDims(false));
            case AVERAGE -> tf.math.mean(signal, places, Mean.keepDims(false));
        };
    }

    private static List<Long> window(long height, long width) {
        return List.of(1L, height, width, 1L);
    }

    private Operand<TInt32> constant(List<Long> numbers) {
        return tower.tf().constant(numbers.stream().mapToInt(Math::toIntExact).toArray());
    }

    private Operand<T> withoutHeight(Operand<T> image) {
        return tower.tf().squeeze(image, Squeeze.axis(List.of((long) HEIGHT)));
    }
}
