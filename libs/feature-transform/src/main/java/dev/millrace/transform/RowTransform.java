package dev.millrace.transform;

import dev.millrace.transform.expression.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Computes features row by row. Belongs to one thread; allocates nothing for numeric features. */
public final class RowTransform {

    private final RowShape shape;
    private final Output[] outputs;
    private final Frame frame = new Frame();

    RowTransform(List<Column> inputs, List<FittedFeature> features) {
        shape = new RowShape(inputs);
        outputs =
                features.stream().map(feature -> Output.of(feature, inputs)).toArray(Output[]::new);
    }

    /**
     * Writes the features of one row.
     *
     * @param values in the order of {@link FittedTransform#inputs()}, each null or of its {@link
     *     ColumnType#valueClass()}
     * @param out takes {@link FittedTransform#width()} numbers from {@code offset} on; after a
     *     refusal some of them may have been written
     * @throws RowRefused naming the column, the value and the remedy
     */
    public void apply(@Nullable Object[] values, float[] out, int offset) {
        shape.check(values);
        frame.values = values;
        int at = offset;
        for (var output : outputs) {
            output.write(frame, out, at);
            at += output.width();
        }
    }
}
