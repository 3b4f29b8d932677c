package dev.millrace.training.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Named arrays of numbers in one file, readable by everybody: the layout of safetensors. Eight
 * bytes (little endian) say how long a JSON header is; it names type, shape and place of each
 * array, and holds texts beside them; then the arrays follow, raw.
 *
 * @param facts texts by name
 * @param tensors by name, in the order of the file
 */
public record WeightFile(Map<String, String> facts, Map<String, Tensor> tensors) {

    public static final String NAME = "weights.safetensors";

    /** Name of the fact that proves all others and all tensors. */
    static final String HASH = "sha256";

    /** Values row by row; the last dimension varies fastest. */
    public record Tensor(List<Integer> dimensions, float[] values) {

        public Tensor {
            dimensions = List.copyOf(dimensions);
        }
    }

    public WeightFile {
        facts = new TreeMap<>(facts);
    }

    /** A file of these weights under their own names. */
    public static WeightFile of(Map<String, String> facts, Weights weights) {
        return of(facts, Map.of("", weights));
    }

    /**
     * A file of several sets of weights.
     *
     * @param groups by the beginning of their names in the file, such as {@code best/}
     */
    public static WeightFile of(Map<String, String> facts, Map<String, Weights> groups) {
        var tensors = new LinkedHashMap<String, Tensor>();
        groups.forEach((prefix, weights) -> {
            for (int index = 0; index < weights.shapes().size(); index++) {
                var shape = weights.shapes().get(index);
                tensors.put(
                        prefix + shape.name(),
                        new Tensor(shape.dimensions(), weights.values().get(index)));
            }
        });
        return new WeightFile(facts, tensors);
    }

    /** Writes in small pieces; closes nothing. */
    public void write(OutputStream target) throws IOException {
        WeightFileFormat.write(this, target);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException with a sentence, for what is torn, changed or something else
     */
    public static WeightFile read(InputStream source) throws IOException {
        return WeightFileFormat.read(source);
    }

    /**
     * The weights of a group in these shapes.
     *
     * @throws IOException if one is missing or has other dimensions
     */
    public Weights weights(String prefix, List<WeightShape> shapes) throws IOException {
        var values = new ArrayList<float[]>();
        for (var shape : shapes) {
            var tensor = tensors.get(prefix + shape.name());
            if (tensor == null || !tensor.dimensions().equals(shape.dimensions())) {
                throw new IOException(
                        "%s%s is %s in the file, but should be %s"
                                .formatted(
                                        prefix,
                                        shape.name(),
                                        tensor == null ? "missing" : tensor.dimensions(),
                                        shape.dimensions()));
            }
            values.add(tensor.values());
        }
        return new Weights(shapes, values);
    }
}
