package dev.millrace.training.pretrained;

import dev.millrace.training.engine.WeightFile;
import dev.millrace.training.engine.Weights;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a training starts.
 *
 * @param version whose weights they are, such as {@code digits@3}
 * @param key of the {@link WeightFile} in the object store
 * @param layers that take them over, by name, in the order of the network; all others start at
 *     random
 */
public record Pretrained(String version, String key, List<String> layers) {

    public Pretrained {
        layers = List.copyOf(layers);
    }

    /**
     * The weights to start from.
     *
     * @throws IOException if the file does not hold what it should
     */
    public Weights over(Weights random, WeightFile file) throws IOException {
        var taken =
                random.shapes().stream().filter(shape -> layers.contains(shape.layer())).toList();
        var theirs = file.weights("", taken).values().iterator();
        var values = new ArrayList<float[]>();
        for (int index = 0; index < random.shapes().size(); index++) {
            boolean isTaken = layers.contains(random.shapes().get(index).layer());
            values.add(isTaken ? theirs.next() : random.values().get(index));
        }
        return new Weights(random.shapes(), values);
    }
}
