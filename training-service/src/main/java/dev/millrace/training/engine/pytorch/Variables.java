package dev.millrace.training.engine.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.millrace.training.engine.WeightShape;
import dev.millrace.training.engine.Weights;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The weights of a network on a device: those that follow a gradient, and the others. */
final class Variables {

    private final List<WeightShape> shapes;
    private final Flat learned;
    private final Flat fixed;

    /**
     * @param frozen names of layers whose weights stay
     */
    Variables(NDManager manager, List<WeightShape> shapes, Set<String> frozen) {
        this.shapes = shapes;
        learned = new Flat(manager, shapes.stream().filter(s -> isLearned(s, frozen)).toList());
        fixed = new Flat(manager, shapes.stream().filter(s -> !isLearned(s, frozen)).toList());
    }

    private static boolean isLearned(WeightShape shape, Set<String> frozen) {
        return shape.role().isLearned() && !frozen.contains(shape.layer());
    }

    Flat learned() {
        return learned;
    }

    /** Moving averages, and all weights of frozen layers. */
    Flat fixed() {
        return fixed;
    }

    /** What a pass computes with. A change in place of one of these arrays changes the weight. */
    Views views(NDManager pass, boolean forGradient) {
        var views = new HashMap<String, NDArray>();
        var followed = learned.within(pass);
        followed.setRequiresGradient(forGradient);
        learned.view(followed, views);
        var others = fixed.within(pass);
        fixed.view(others, views);
        return new Views(followed, others, views);
    }

    /**
     * @param learned all that follow a gradient, as one array
     * @param fixed all others, as one array
     */
    record Views(NDArray learned, NDArray fixed, Map<String, NDArray> byName) {

        NDArray of(String layer, String what) {
            var weight = byName.get(layer + "." + what);
            if (weight == null) {
                throw new IllegalArgumentException(
                        "The network has no weight %s.%s".formatted(layer, what));
            }
            return weight;
        }
    }

    Weights read() {
        var values = new HashMap<String, float[]>();
        for (var flat : List.of(learned, fixed)) {
            var cut = flat.cut(flat.numbers().toFloatArray());
            for (int index = 0; index < cut.size(); index++) {
                values.put(flat.shapes().get(index).name(), cut.get(index));
            }
        }
        return new Weights(shapes, shapes.stream().map(shape -> given(values, shape)).toList());
    }

    void load(Weights weights) {
        var values = new HashMap<String, float[]>();
        for (int index = 0; index < weights.shapes().size(); index++) {
            values.put(weights.shapes().get(index).name(), weights.values().get(index));
        }
        for (var flat : List.of(learned, fixed)) {
            if (!flat.isEmpty()) {
                var own = flat.shapes().stream().map(shape -> given(values, shape)).toList();
                flat.numbers().set(flat.join(own));
            }
        }
    }

    static float[] given(Map<String, float[]> values, WeightShape shape) {
        var value = values.get(shape.name());
        if (value == null || value.length != shape.size()) {
            throw new IllegalArgumentException(
                    "%s needs %d numbers".formatted(shape.name(), shape.size()));
        }
        return value;
    }
}
