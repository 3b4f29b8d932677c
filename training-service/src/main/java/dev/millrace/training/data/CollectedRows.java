package dev.millrace.training.data;

import dev.millrace.training.fit.Rows;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.schema.Type;

/** Fills the arrays of a part, whose sizes are known beforehand. */
final class CollectedRows implements RowShape {

    private final int width;
    private final float[] features;
    private final float[] labels;
    private int feature;
    private int row;

    CollectedRows(int width, int count) {
        this.width = width;
        features = new float[Math.multiplyExact(width, count)];
        labels = new float[count];
    }

    Rows toRows(String where) {
        if (row != labels.length) {
            throw new IllegalStateException(
                    "%s holds %d rows, not the %d that it should"
                            .formatted(where, row, labels.length));
        }
        return new Rows(width, features, labels);
    }

    @Override
    public boolean wants(String column) {
        return column.equals(FEATURES) || column.equals(LABEL);
    }

    @Override
    public Converter converter(Type column) {
        return column.getName().equals(FEATURES)
                ? Converters.floats(value -> features[feature++] = value)
                : Converters.number(value -> labels[row] = (float) value);
    }

    @Override
    public void startRow() {}

    @Override
    public void endRow() {
        row++;
        if (feature != row * width) {
            throw new IllegalStateException(
                    "A row has %d features, not %d".formatted(feature - (row - 1) * width, width));
        }
    }
}
