package dev.millrace.training.data;

import dev.millrace.training.engine.Batch;
import java.util.Arrays;
import java.util.function.Consumer;

/** Makes batches of rows. */
final class BatchAssembly implements RowSink {

    private final int width;
    private final int size;
    private final Consumer<Batch> target;
    private float[] features;
    private float[] labels;
    private int filled;

    BatchAssembly(int width, int size, Consumer<Batch> target) {
        this.width = width;
        this.size = size;
        this.target = target;
        features = new float[Math.multiplyExact(width, size)];
        labels = new float[size];
    }

    @Override
    public void row(float[] row, int from, float label) {
        System.arraycopy(row, from, features, filled * width, width);
        labels[filled++] = label;
        if (filled == size) {
            target.accept(new Batch(features, labels));
            features = new float[width * size];
            labels = new float[size];
            filled = 0;
        }
    }

    /** The last batch may be smaller. */
    void end() {
        if (filled > 0) {
            target.accept(
                    new Batch(
                            Arrays.copyOf(features, filled * width),
                            Arrays.copyOf(labels, filled)));
            filled = 0;
        }
    }
}
