package dev.millrace.prep.spark;

import dev.millrace.transform.Column;
import dev.millrace.transform.FittedTarget;
import dev.millrace.transform.FittedTransform;
import dev.millrace.transform.RowTransform;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Adds features and label to rows, by the very evaluator that serves predictions. */
record TransformRows(FittedTransform transform, List<Column> columns)
        implements MapPartitionsFunction<Row, Row> {

    static final String FEATURES = "__features";
    static final String LABEL = "__label";

    private static final int NO_LABEL = -1;

    StructType schema() {
        return RowTypes.sparkSchema(columns)
                .add(FEATURES, DataTypes.createArrayType(DataTypes.FloatType, false), false)
                .add(LABEL, DataTypes.DoubleType, false);
    }

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        var evaluation = new Evaluation();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public Row next() {
                return evaluation.apply(rows.next());
            }
        };
    }

    /** Belongs to one task: the evaluator is not shared between threads. */
    private final class Evaluation {

        private final RowTransform evaluator = transform.compile();
        private final FittedTarget target = transform.target();
        private final int width = transform.width();
        private final int label = labelColumn();
        private final int[] inputs =
                transform.inputs().stream().mapToInt(input -> indexOf(input.name())).toArray();
        private final @Nullable Object[] raw = new @Nullable Object[inputs.length];

        private int labelColumn() {
            String column = target.spec().column();
            return column == null ? NO_LABEL : indexOf(column);
        }

        Row apply(Row row) {
            for (int i = 0; i < inputs.length; i++) {
                raw[i] = RowValues.of(row, inputs[i]);
            }
            float[] features = new float[width];
            evaluator.apply(raw, features, 0);
            Object[] values = new Object[columns.size() + 2];
            for (int i = 0; i < columns.size(); i++) {
                values[i] = row.get(i);
            }
            values[columns.size()] = features;
            values[columns.size() + 1] = label == NO_LABEL ? 0 : target.encode(row.get(label));
            return RowFactory.create(values);
        }

        private int indexOf(String name) {
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i).name().equals(name)) {
                    return i;
                }
            }
            throw new IllegalArgumentException("the rows have no column " + name);
        }
    }
}
