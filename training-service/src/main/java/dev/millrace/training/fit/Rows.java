package dev.millrace.training.fit;

import dev.millrace.training.engine.Batch;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One part of the data, in memory.
 *
 * @param features row by row, {@code width} numbers each
 * @param labels one per row
 */
public record Rows(int width, float[] features, float[] labels) implements RowSource {

    private static final int AT_ONCE = 4096;

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

    /** The first rows of a part, at most so many. */
    public static Rows first(RowSource part, int most) throws IOException {
        if (part instanceof Rows all && all.count() <= most) {
            return all;
        }
        int count = (int) Math.min(most, part.size());
        var rows = new Rows(part.width(), new float[part.width() * count], new float[count]);
        int at = 0;
        try (var batches = part.inOrder(AT_ONCE)) {
            var batch = batches.next();
            while (batch != null && at < count) {
                int some = Math.min(batch.rows(), count - at);
                System.arraycopy(
                        batch.features(), 0, rows.features, at * rows.width, some * rows.width);
                System.arraycopy(batch.labels(), 0, rows.labels, at, some);
                at += some;
                batch = batches.next();
            }
        }
        return rows;
    }

    public int count() {
        return labels.length;
    }

    @Override
    public long size() {
        return labels.length;
    }

    @Override
    public Batches shuffled(SplittableRandom random, int batchSize) {
        var order = order(random);
        return new Slices(batchSize, (from, to) -> pick(order, from, to));
    }

    @Override
    public Batches inOrder(int batchSize) {
        return new Slices(batchSize, this::range);
    }

    /** The rows from {@code from} (inclusive) to {@code to} (exclusive). */
    public Batch range(int from, int to) {
        return new Batch(
                Arrays.copyOfRange(features, from * width, to * width),
                Arrays.copyOfRange(labels, from, to));
    }

    /** Fisher and Yates. */
    private int[] order(SplittableRandom random) {
        var order = new int[labels.length];
        for (int index = 0; index < order.length; index++) {
            int other = random.nextInt(index + 1);
            order[index] = order[other];
            order[other] = index;
        }
        return order;
    }

    private Batch pick(int[] order, int from, int to) {
        var some = new float[(to - from) * width];
        var theirLabels = new float[to - from];
        for (int index = from; index < to; index++) {
            System.arraycopy(features, order[index] * width, some, (index - from) * width, width);
            theirLabels[index - from] = labels[order[index]];
        }
        return new Batch(some, theirLabels);
    }

    private final class Slices implements Batches {

        private final int size;
        private final BiFunction<Integer, Integer, Batch> rows;
        private int from;

        Slices(int size, BiFunction<Integer, Integer, Batch> rows) {
            this.size = size;
            this.rows = rows;
        }

        @Override
        public @Nullable Batch next() {
            if (from == labels.length) {
                return null;
            }
            int to = (int) Math.min(labels.length, (long) from + size);
            var batch = rows.apply(from, to);
            from = to;
            return batch;
        }

        @Override
        public void close() {}
    }
}
