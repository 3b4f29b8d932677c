package dev.millrace.training.search;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * How much each parameter decides. A random forest (Breiman 2001) learns the loss from the points;
 * the importance of a parameter is by how much the forest's squared error on trees' left-out trials
 * rises when its values are dealt to other trials. Shares of 1; negative rises count as 0.
 */
public final class Importance {

    private static final int TREES = 64;
    private static final int FEWEST_TRIALS = 8;

    private Importance() {}

    /** By path, in the order of the space; empty with too few trials, or when all are alike. */
    public static Map<String, Double> of(Space space, List<Tried> history, long seed) {
        var measured = history.stream().filter(Tried::isMeasured).toList();
        var rises = new double[space.dimensions().size()];
        if (measured.size() < FEWEST_TRIALS) {
            return Map.of();
        }
        var points = space.codes(measured.stream().map(Tried::point).toList());
        var values =
                measured.stream()
                        .mapToDouble(tried -> Objects.requireNonNull(tried.loss()))
                        .toArray();
        var random = new SplittableRandom(seed);
        for (int tree = 0; tree < TREES; tree++) {
            addRises(space, points, values, rises, random);
        }
        return shares(space, rises);
    }

    private static void addRises(
            Space space,
            double[][] points,
            double[] values,
            double[] rises,
            SplittableRandom random) {
        var drawn = IntStream.range(0, values.length).map(i -> random.nextInt(values.length));
        var rows = drawn.toArray();
        var leftOut =
                IntStream.range(0, values.length)
                        .filter(row -> IntStream.of(rows).noneMatch(one -> one == row))
                        .toArray();
        var tree = Tree.grow(points, values, rows, random);
        for (int dimension = 0; dimension < rises.length; dimension++) {
            var columns = space.columns(dimension);
            for (int row : leftOut) {
                int other = leftOut[random.nextInt(leftOut.length)];
                var dealt = points[row].clone();
                System.arraycopy(
                        points[other], columns[0], dealt, columns[0], columns[1] - columns[0]);
                rises[dimension] +=
                        square(tree.predict(dealt) - values[row])
                                - square(tree.predict(points[row]) - values[row]);
            }
        }
    }

    private static double square(double number) {
        return number * number;
    }

    private static Map<String, Double> shares(Space space, double[] rises) {
        double sum = 0;
        for (double rise : rises) {
            sum += Math.max(0, rise);
        }
        var shares = new LinkedHashMap<String, Double>();
        for (int dimension = 0; dimension < rises.length && sum > 0; dimension++) {
            shares.put(
                    space.dimensions().get(dimension).path(), Math.max(0, rises[dimension]) / sum);
        }
        return shares;
    }
}
