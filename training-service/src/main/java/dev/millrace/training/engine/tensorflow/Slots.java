package dev.millrace.training.engine.tensorflow;

import dev.millrace.contracts.training.Optimizer;
import dev.millrace.training.engine.StepCount;
import dev.millrace.training.engine.WeightShape;
import dev.millrace.training.engine.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/** What an optimizer remembers of each weight that it moves. */
final class Slots {

    static final String MEAN = "mean";
    static final String SQUARE = "square";
    static final String VELOCITY = "velocity";
    static final String CHANGE = "change";

    private static final float ADAGRAD_START = 0.1f;

    private final List<WeightShape> shapes;
    private final Variables variables;
    private final float start;

    Slots(Ops tf, Optimizer optimizer, List<WeightShape> learned) {
        var names = names(optimizer);
        shapes = learned.stream().flatMap(weight -> names.stream().map(weight::slot)).toList();
        variables = new Variables(tf, shapes);
        start = optimizer instanceof Optimizer.Adagrad ? ADAGRAD_START : 0;
    }

    private static List<String> names(Optimizer optimizer) {
        return switch (optimizer) {
            case Optimizer.Adam _, Optimizer.AdamW _ -> List.of(MEAN, SQUARE);
            case Optimizer.Sgd sgd -> sgd.momentum() == 0 ? List.of() : List.of(VELOCITY);
            case Optimizer.RmsProp _ -> List.of(SQUARE, CHANGE);
            case Optimizer.Adagrad _ -> List.of(SQUARE);
        };
    }

    Variable<TFloat32> of(WeightShape weight, String what) {
        return variables.of(weight.slot(what).name());
    }

    /** As before the first step. */
    void reset(Session session) {
        load(session, new Weights(shapes, shapes.stream().map(this::initial).toList()));
    }

    private float[] initial(WeightShape shape) {
        var numbers = new float[Math.toIntExact(shape.size())];
        Arrays.fill(numbers, start);
        return numbers;
    }

    Weights read(Session session, long steps) {
        var all = new ArrayList<>(shapes);
        var values = new ArrayList<float[]>();
        if (!shapes.isEmpty()) {
            values.addAll(variables.read(session).values());
        }
        all.add(StepCount.SHAPE);
        values.add(StepCount.toFloats(steps));
        return new Weights(all, values);
    }

    /**
     * @return the number of steps
     */
    long restore(Session session, Weights state) {
        int count = shapes.size();
        load(
                session,
                new Weights(state.shapes().subList(0, count), state.values().subList(0, count)));
        return StepCount.fromFloats(state.values().get(count));
    }

    private void load(Session session, Weights values) {
        if (!values.shapes().isEmpty()) {
            variables.load(session, values);
        }
    }
}
