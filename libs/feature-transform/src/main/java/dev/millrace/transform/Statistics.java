package dev.millrace.transform;

import dev.millrace.transform.expression.Frame;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one pass over the training rows has gathered. Serializable, so that each partition can fill
 * one of its own; merged in any order they give the same result to the bit.
 */
public final class Statistics implements Serializable {

    private final List<Column> schema;
    private final List<FittedFeature> features;
    private final List<Learner> learners;
    private transient @Nullable Intakes intakes;

    Statistics(List<Column> schema, List<FittedFeature> features, List<Learner> learners) {
        this.schema = schema;
        this.features = features;
        this.learners = learners;
    }

    List<Learner> learners() {
        return learners;
    }

    /**
     * Adds a training row.
     *
     * @param row in the order of the schema that the fitting was made for, the target included;
     *     each value null or of its {@link ColumnType#valueClass()}
     * @throws RowRefused naming the column, the value and the remedy
     */
    public void add(@Nullable Object[] row) {
        if (intakes == null) {
            intakes = new Intakes(schema, features, learners);
        }
        intakes.take(row);
    }

    /** Adds what another one gathered in the same pass; returns itself. */
    public Statistics merge(Statistics other) {
        if (!features.equals(other.features)) {
            throw new IllegalArgumentException("these statistics are of different passes");
        }
        for (int i = 0; i < learners.size(); i++) {
            learners.get(i).merge(other.learners.get(i));
        }
        return this;
    }

    /** The compiled part, made anew wherever the statistics arrive. */
    private static final class Intakes {

        private final RowShape shape;
        private final List<Learner.Intake> intakes = new ArrayList<>();
        private final Frame frame = new Frame();

        Intakes(List<Column> schema, List<FittedFeature> features, List<Learner> learners) {
            shape = new RowShape(schema);
            for (int i = 0; i < learners.size(); i++) {
                intakes.add(learners.get(i).intake(Chain.compile(features.get(i), schema)));
            }
        }

        void take(@Nullable Object[] row) {
            shape.check(row);
            frame.values = row;
            for (var intake : intakes) {
                intake.take(frame);
            }
        }
    }
}
