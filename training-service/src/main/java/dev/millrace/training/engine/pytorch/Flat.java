package dev.millrace.training.engine.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.millrace.training.engine.WeightShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Several weights as one array, one after the other: an optimizer then follows all gradients with
 * the few calls that it needs for one, and each call into the native library costs as much as a
 * small layer.
 */
final class Flat {

    private final List<WeightShape> shapes;
    private final long[] cuts;
    private final NDArray numbers;

    Flat(NDManager manager, List<WeightShape> shapes) {
        this.shapes = shapes;
        cuts = cuts(shapes);
        numbers = manager.zeros(new Shape(size()));
    }

    private static long[] cuts(List<WeightShape> shapes) {
        var cuts = new long[Math.max(0, shapes.size() - 1)];
        long at = 0;
        for (int index = 0; index < cuts.length; index++) {
            at += shapes.get(index).size();
            cuts[index] = at;
        }
        return cuts;
    }

    boolean isEmpty() {
        return shapes.isEmpty();
    }

    int size() {
        return Math.toIntExact(shapes.stream().mapToLong(WeightShape::size).sum());
    }

    List<WeightShape> shapes() {
        return shapes;
    }

    NDArray numbers() {
        return numbers;
    }

    /** The same numbers, in the same memory, for the duration of a pass. */
    NDArray within(NDManager pass) {
        return NativeArrays.within(pass, numbers);
    }

    /** Each weight in its shape; what is computed from them counts as computed from the whole. */
    void view(NDArray whole, Map<String, NDArray> views) {
        if (shapes.isEmpty()) {
            return;
        }
        var parts = whole.split(cuts);
        for (int index = 0; index < shapes.size(); index++) {
            var shape = shapes.get(index);
            var part = parts.get(index);
            views.put(
                    shape.name(),
                    shape.dimensions().size() == 1 ? part : part.reshape(new Shape(shape.shape())));
        }
    }

    /** Cuts an array of this size into one array by weight. */
    List<float[]> cut(float[] whole) {
        var values = new ArrayList<float[]>();
        int from = 0;
        for (var shape : shapes) {
            int to = from + Math.toIntExact(shape.size());
            values.add(Arrays.copyOfRange(whole, from, to));
            from = to;
        }
        return values;
    }

    /** Puts one array by weight into one. */
    float[] join(List<float[]> values) {
        var whole = new float[size()];
        int at = 0;
        for (var value : values) {
            System.arraycopy(value, 0, whole, at, value.length);
            at += value.length;
        }
        return whole;
    }
}
