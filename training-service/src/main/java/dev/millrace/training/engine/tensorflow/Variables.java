package dev.millrace.training.engine.tensorflow;

import dev.millrace.training.engine.WeightShape;
import dev.millrace.training.engine.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/**
 * Weights, or an optimizer's slots, as variables of one graph, with the way to set and read them.
 */
final class Variables {

    private record Weight(
            WeightShape shape,
            Variable<TFloat32> variable,
            Placeholder<TFloat32> given,
            Op assign) {}

    private final Map<String, Weight> byName = new LinkedHashMap<>();

    Variables(Ops tf, List<WeightShape> shapes) {
        for (var shape : shapes) {
            var dimensions = Shape.of(shape.shape());
            var variable = tf.variable(dimensions, TFloat32.class);
            var given = tf.placeholder(TFloat32.class, Placeholder.shape(dimensions));
            byName.put(
                    shape.name(), new Weight(shape, variable, given, tf.assign(variable, given)));
        }
    }

    Variable<TFloat32> of(String name) {
        return weight(name).variable();
    }

    void load(Session session, Weights weights) {
        var runner = session.runner();
        try (var tensors = new Tensors()) {
            for (int index = 0; index < weights.shapes().size(); index++) {
                var shape = weights.shapes().get(index);
                var weight = weight(shape.name());
                runner.feed(
                        weight.given(), tensors.floats(weights.values().get(index), shape.shape()));
                runner.addTarget(weight.assign());
            }
            runner.run().close();
        }
    }

    Weights read(Session session) {
        var runner = session.runner();
        byName.values().forEach(weight -> runner.fetch(weight.variable()));
        var values = new ArrayList<float[]>();
        try (var result = runner.run()) {
            result.forEach(entry -> values.add(Tensors.toFloats(entry.getValue())));
        }
        return new Weights(byName.values().stream().map(Weight::shape).toList(), values);
    }

    private Weight weight(String name) {
        var weight = byName.get(name);
        if (weight == null) {
            throw new IllegalArgumentException("The network has no weight " + name);
        }
        return weight;
    }
}
