package dev.millrace.training.fit;

import dev.millrace.training.engine.Batch;
import java.util.Arrays;

/**
 * One part of the data, in memory.
 *
 * @param features row by row, {@code width} numbers each
 * @param labels one per row
 */
public record Rows(int width, float[] features, float[] labels) {

    public Rows {
        if (features.length != (long) width * labels.length) {
            throw new IllegalArgumentException(
                    "%d labels of %d features each need %d numbers, not %d"
                            .formatted(
                                    labels.length,
                                    width,
                                    (long) width * labels.length,
                                    features.length));
        }
    }

    public int count() {
        return labels.length;
    }

    /** The rows from {@code from} (inclusive) to {@code to} (exclusive). */
    public Batch range(int from, int to) {
        return new Batch(
                Arrays.copyOfRange(features, from * width, to * width),
                Arrays.copyOfRange(labels, from, to));
    }

    /**
     * The rows that {@code order} names from {@code from} (inclusive) to {@code to} (exclusive).
     */
    Batch pick(int[] order, int from, int to) {
        var some = new float[(to - from) * width];
        var theirLabels = new float[to - from];
        for (int index = from; index < to; index++) {
            System.arraycopy(features, order[index] * width, some, (index - from) * width, width);
            theirLabels[index - from] = labels[order[index]];
        }
        return new Batch(some, theirLabels);
    }
}
