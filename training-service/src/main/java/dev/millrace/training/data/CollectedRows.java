package dev.millrace.training.data;

import dev.millrace.training.fit.Rows;

/** Fills the arrays of a part, whose sizes are known beforehand. */
final class CollectedRows implements RowSink {

    private final int width;
    private final float[] features;
    private final float[] labels;
    private int row;

    CollectedRows(int width, int count) {
        this.width = width;
        features = new float[Math.multiplyExact(width, count)];
        labels = new float[count];
    }

    Rows toRows() {
        return new Rows(width, features, labels);
    }

    @Override
    public void row(float[] from, int start, float label) {
        if (row < labels.length) {
            System.arraycopy(from, start, features, row * width, width);
            labels[row] = label;
        }
        row++;
    }
}
