package dev.millrace.training.engine.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.millrace.contracts.training.Padding;
import dev.millrace.contracts.training.Pooling;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Convolution and pooling over sequences and images. The library has the channels first, we have
 * them last; transposing changes no memory, only how it is read.
 */
final class Windows {

    private Windows() {}

    /**
     * @param kernel {@code [size.., inputs, outputs]}
     */
    static NDArray convolve(
            NDArray signal, NDArray kernel, NDArray bias, int stride, Padding padding) {
        int places = signal.getShape().dimension() - 2;
        var first = channelsFirst(signal, places);
        int size = (int) kernel.getShape().get(0);
        int[] missing = missing(signal, places, size, stride, padding);
        boolean even = Arrays.stream(missing).allMatch(total -> total % 2 == 0);
        var padded = even ? first : first.pad(edges(missing), 0);
        var result =
                padded.getNDArrayInternal()
                        .convolution(
                                padded,
                                kernel.transpose(outputsFirst(places)),
                                bias,
                                all(places, stride),
                                shape(places, place -> even ? missing[place] / 2 : 0),
                                all(places, 1),
                                1)
                        .head();
        return channelsLast(result, places);
    }

    static NDArray pool(NDArray signal, Pooling kind, int size, int stride) {
        int places = signal.getShape().dimension() - 2;
        var functions = channelsFirst(signal, places).getNDArrayInternal();
        var window = all(places, size);
        var steps = all(places, stride);
        var none = all(places, 0);
        return channelsLast(
                switch (kind) {
                    case MAX -> functions.maxPool(window, steps, none, false);
                    case AVERAGE -> functions.avgPool(window, steps, none, false, false);
                },
                places);
    }

    static NDArray poolAll(NDArray signal, Pooling kind) {
        var shape = signal.getShape();
        var rows = signal.reshape(shape.get(0), -1, shape.getLastDimension());
        return switch (kind) {
            case MAX -> rows.max(new int[] {1});
            case AVERAGE -> rows.mean(new int[] {1});
        };
    }

    /** How many zeros each dimension needs around it, in all. */
    private static int[] missing(
            NDArray signal, int places, int size, int stride, Padding padding) {
        return IntStream.range(0, places)
                .map(place ->
                        switch (padding) {
                            case VALID -> 0;
                            case SAME -> {
                                int length = (int) signal.getShape().get(place + 1);
                                int windows = (length + stride - 1) / stride;
                                yield Math.max(0, (windows - 1) * stride + size - length);
                            }
                        })
                .toArray();
    }

    /** Before and after, the last dimension first. */
    private static Shape edges(int[] missing) {
        var edges = new long[2 * missing.length];
        for (int place = 0; place < missing.length; place++) {
            int at = 2 * (missing.length - 1 - place);
            edges[at] = missing[place] / 2;
            edges[at + 1] = missing[place] - edges[at];
        }
        return new Shape(edges);
    }

    private static NDArray channelsFirst(NDArray signal, int places) {
        return places == 1 ? signal.transpose(0, 2, 1) : signal.transpose(0, 3, 1, 2);
    }

    private static NDArray channelsLast(NDArray signal, int places) {
        return places == 1 ? signal.transpose(0, 2, 1) : signal.transpose(0, 2, 3, 1);
    }

    private static int[] outputsFirst(int places) {
        return places == 1 ? new int[] {2, 1, 0} : new int[] {3, 2, 0, 1};
    }

    private static Shape all(int places, int number) {
        return shape(places, place -> number);
    }

    private static Shape shape(int places, IntUnaryOperator number) {
        return new Shape(IntStream.range(0, places).map(number).asLongStream().toArray());
    }
}
