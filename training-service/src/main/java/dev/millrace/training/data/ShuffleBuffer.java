package dev.millrace.training.data;

import java.util.SplittableRandom;

/**
 * Mixes rows that come one after the other: each new one takes the place of one drawn by chance,
 * which goes on. What remains in the end goes on in random order.
 */
final class ShuffleBuffer implements RowSink {

    private final int width;
    private final float[] features;
    private final float[] labels;
    private final SplittableRandom random;
    private final RowSink target;
    private int filled;

    ShuffleBuffer(int width, int capacity, SplittableRandom random, RowSink target) {
        this.width = width;
        this.random = random;
        this.target = target;
        features = new float[Math.multiplyExact(width, capacity)];
        labels = new float[capacity];
    }

    @Override
    public void row(float[] row, int from, float label) {
        if (filled < labels.length) {
            put(filled++, row, from, label);
        } else {
            int drawn = random.nextInt(labels.length);
            target.row(features, drawn * width, labels[drawn]);
            put(drawn, row, from, label);
        }
    }

    /** Empties it. */
    void end() {
        while (filled > 0) {
            int drawn = random.nextInt(filled);
            target.row(features, drawn * width, labels[drawn]);
            filled--;
            put(drawn, features, filled * width, labels[filled]);
        }
    }

    private void put(int place, float[] row, int from, float label) {
        System.arraycopy(row, from, features, place * width, width);
        labels[place] = label;
    }
}
