package dev.millrace.training.search;

import java.util.Arrays;
import java.util.Comparator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** A regression tree: at each split the column and threshold that leave the least variance. */
final class Tree {

    private static final int FEWEST_TO_SPLIT = 4;

    private final int column;
    private final double threshold;
    private final double mean;
    private final Tree[] below;

    private Tree(double mean) {
        this(-1, 0, mean);
    }

    private Tree(int column, double threshold, double mean, Tree... below) {
        this.column = column;
        this.threshold = threshold;
        this.mean = mean;
        this.below = below;
    }

    /**
     * @param rows that it learns from, with repetitions
     */
    static Tree grow(double[][] points, double[] values, int[] rows, RandomGenerator random) {
        double mean = Arrays.stream(rows).mapToDouble(row -> values[row]).average().orElse(0);
        if (rows.length < FEWEST_TO_SPLIT) {
            return new Tree(mean);
        }
        var split = split(points, values, rows, random);
        if (split == null) {
            return new Tree(mean);
        }
        var left =
                Arrays.stream(rows)
                        .filter(row -> points[row][split.column] <= split.threshold)
                        .toArray();
        var right =
                Arrays.stream(rows)
                        .filter(row -> points[row][split.column] > split.threshold)
                        .toArray();
        return new Tree(
                split.column,
                split.threshold,
                mean,
                grow(points, values, left, random),
                grow(points, values, right, random));
    }

    double predict(double[] point) {
        if (column < 0) {
            return mean;
        }
        return below[point[column] <= threshold ? 0 : 1].predict(point);
    }

    private record Split(int column, double threshold, double gain) {}

    /** The best of some columns by chance, as in a random forest; null if none divides the rows. */
    private static @org.jspecify.annotations.Nullable Split split(
            double[][] points, double[] values, int[] rows, RandomGenerator random) {
        int columns = points[0].length;
        Split best = null;
        for (int column = 0; column < columns; column++) {
            if (columns > 2 && random.nextInt(3) == 0) {
                continue;
            }
            var found = split(points, values, rows, column);
            if (found != null && (best == null || found.gain > best.gain)) {
                best = found;
            }
        }
        return best;
    }

    private static @org.jspecify.annotations.Nullable Split split(
            double[][] points, double[] values, int[] rows, int column) {
        var sorted =
                IntStream.of(rows)
                        .boxed()
                        .sorted(Comparator.comparingDouble(row -> points[row][column]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        double total = Arrays.stream(rows).mapToDouble(row -> values[row]).sum();
        double left = 0;
        Split best = null;
        for (int count = 1; count < sorted.length; count++) {
            left += values[sorted[count - 1]];
            double here = points[sorted[count - 1]][column];
            double next = points[sorted[count]][column];
            // Sum of squares between the two sides, but for a constant.
            double gain =
                    left * left / count
                            + (total - left) * (total - left) / (sorted.length - count)
                            - total * total / sorted.length;
            if (next > here && gain > 1e-12 && (best == null || gain > best.gain)) {
                best = new Split(column, (here + next) / 2, gain);
            }
        }
        return best;
    }
}
