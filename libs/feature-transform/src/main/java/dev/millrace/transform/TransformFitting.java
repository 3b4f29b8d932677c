package dev.millrace.transform;

import dev.millrace.transform.expression.ColumnLookup;
import dev.millrace.transform.expression.Expression;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Learns a transform from training rows, in as many passes as its longest chain has operations that
 * learn (usually one or two):
 *
 * <pre>{@code
 * var fitting = TransformFitting.of(spec, schema);
 * while (!fitting.isComplete()) {
 *     var statistics = fitting.emptyStatistics();
 *     rows.forEach(statistics::add); // or one per partition, merged
 *     fitting.learn(statistics);
 * }
 * var transform = fitting.result();
 * }</pre>
 */
public final class TransformFitting {

    private final List<Column> schema;
    private final List<GrowingFeature> features;
    private final GrowingTarget target;

    private TransformFitting(
            List<Column> schema, List<GrowingFeature> features, GrowingTarget target) {
        this.schema = schema;
        this.features = features;
        this.target = target;
    }

    /** Throws {@link InvalidTransform} with every mistake. */
    public static TransformFitting of(TransformSpec spec, List<Column> schema) {
        var plan = TransformCheck.examine(spec, schema);
        if (!plan.mistakes().isEmpty()) {
            throw new InvalidTransform(plan.mistakes());
        }
        return new TransformFitting(
                List.copyOf(schema),
                plan.features().stream().map(GrowingFeature::new).toList(),
                new GrowingTarget(spec.target(), plan.target()));
    }

    public boolean isComplete() {
        return target.fitted() != null && incomplete().isEmpty();
    }

    private List<GrowingFeature> incomplete() {
        return features.stream().filter(feature -> !feature.isComplete()).toList();
    }

    /** To be filled with the training rows of the next pass. */
    public Statistics emptyStatistics() {
        var sources = new ArrayList<FittedFeature>();
        var learners = new ArrayList<Learner>();
        for (var feature : incomplete()) {
            sources.add(feature.soFar());
            learners.add(feature.learner());
        }
        if (target.fitted() == null) {
            sources.add(target.source());
            learners.add(target.learner());
        }
        return new Statistics(schema, sources, learners);
    }

    /** Ends a pass. Throws {@link UntrainableData} where the rows give no answer. */
    public void learn(Statistics all) {
        var learners = all.learners();
        if (target.fitted() == null) {
            target.learn(learners.getLast());
        }
        var growing = incomplete();
        for (int i = 0; i < growing.size(); i++) {
            growing.get(i).learned(learners.get(i).finish());
        }
    }

    public FittedTransform result() {
        var fittedTarget = target.fitted();
        if (fittedTarget == null || !isComplete()) {
            throw new IllegalStateException("the transform has not learned everything yet");
        }
        var fitted = features.stream().map(GrowingFeature::soFar).toList();
        return new FittedTransform(inputs(fitted), fitted, fittedTarget);
    }

    /** The columns that features read, in the order of the schema. */
    private List<Column> inputs(List<FittedFeature> fitted) {
        var used = new HashSet<Column>();
        for (var feature : fitted) {
            if (feature.expression() != null) {
                used.addAll(Expression.compile(feature.expression(), schema).used());
            } else {
                used.add(
                        schema.get(ColumnLookup.indexOf(String.valueOf(feature.column()), schema)));
            }
        }
        return schema.stream().filter(used::contains).toList();
    }
}
