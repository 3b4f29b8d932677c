package dev.millrace.transform;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A small data set for tests, and the ways to fit a transform to it. */
record Table(List<Column> schema, List<Object[]> rows) {

    static Table of(List<Column> schema, Object[]... rows) {
        return new Table(schema, List.of(rows));
    }

    /** One feature column {@code x} of those values, and a regression target {@code y}. */
    static Table ofColumn(ColumnType type, Object... values) {
        var rows = new ArrayList<Object[]>();
        for (var value : values) {
            rows.add(new Object[] {value, (double) rows.size()});
        }
        return new Table(List.of(new Column("x", type), new Column("y", ColumnType.DOUBLE)), rows);
    }

    Table shuffled(long seed) {
        var shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, new Random(seed));
        return new Table(schema, shuffled);
    }

    FittedTransform fit(TransformSpec spec) {
        return fitInParts(spec, 1);
    }

    FittedTransform fit(FeatureSpec... features) {
        return fit(
                new TransformSpec(
                        List.of(features), new TargetSpec("y", TargetSpec.Kind.REGRESSION, null)));
    }

    /** As Spark does it: each part fills statistics of its own, which are merged in order. */
    FittedTransform fitInParts(TransformSpec spec, int parts) {
        var fitting = TransformFitting.of(spec, schema);
        while (!fitting.isComplete()) {
            var all = fitting.emptyStatistics();
            for (int part = 0; part < parts; part++) {
                var statistics = Serialized.copy(fitting.emptyStatistics());
                for (int i = part; i < rows.size(); i += parts) {
                    statistics.add(rows.get(i));
                }
                all.merge(Serialized.copy(statistics));
            }
            fitting.learn(all);
        }
        return fitting.result();
    }

    /** The features of one raw row, given in the order of the transform's inputs. */
    static float[] features(FittedTransform transform, Object... inputs) {
        var out = new float[transform.width()];
        transform.compile().apply(inputs, out, 0);
        return out;
    }

    /** The features of every row, one after the other. */
    List<float[]> features(FittedTransform transform) {
        var compiled = transform.compile();
        var inputs = transform.inputs().stream().mapToInt(schema::indexOf).toArray();
        return rows.stream()
                .map(row -> {
                    var values = new Object[inputs.length];
                    for (int i = 0; i < inputs.length; i++) {
                        values[i] = row[inputs[i]];
                    }
                    var out = new float[transform.width()];
                    compiled.apply(values, out, 0);
                    return out;
                })
                .toList();
    }
}
