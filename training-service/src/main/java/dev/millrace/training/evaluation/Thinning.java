package dev.millrace.training.evaluation;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Leaves out points of a curve such that its shape and its area stay.
 *
 * <p>The curve is cut into stretches of equal length. Of each stretch one point is kept: the one
 * that brings the area of the points kept so far closest to that of all points. Where the areas
 * nevertheless end up too far apart, the stretches are halved.
 */
final class Thinning {

    static final int POINTS = 200;
    static final double TOLERANCE = 1e-3;

    private final double[] x;
    private final double[] y;
    private final AreaRule rule;

    /** The area between two neighbouring points of a curve. */
    enum AreaRule {
        /** Points are joined by straight lines. */
        TRAPEZOID {
            @Override
            double of(double width, double before, double after) {
                return width * (before + after) / 2;
            }
        },
        /** The later point holds for the whole width. */
        STEP {
            @Override
            double of(double width, double before, double after) {
                return width * after;
            }
        };

        abstract double of(double width, double before, double after);
    }

    Thinning(double[] x, double[] y, AreaRule rule) {
        this.x = x;
        this.y = y;
        this.rule = rule;
    }

    /** Indexes of the points to keep, the first and the last among them. */
    int[] kept() {
        if (x.length <= POINTS) {
            return IntStream.range(0, x.length).toArray();
        }
        double length = 0;
        for (int point = 1; point < x.length; point++) {
            length += distance(point);
        }
        double stretch = length / (POINTS - 2);
        var kept = onePerStretch(stretch);
        while (Math.abs(excess(kept)) > TOLERANCE) {
            stretch /= 2;
            kept = onePerStretch(stretch);
        }
        return kept;
    }

    private int[] onePerStretch(double stretch) {
        var kept = new int[x.length];
        int count = 1;
        int last = x.length - 1;
        double excess = 0;
        double travelled = 0;
        for (int from = 1; from < last; ) {
            travelled += distance(from);
            double end = (Math.floor(travelled / stretch) + 1) * stretch;
            int to = from + 1;
            while (to < last && travelled + distance(to) < end) {
                travelled += distance(to++);
            }
            var best = nearest(kept[count - 1], from, to, excess);
            excess = best.excess;
            kept[count++] = best.point;
            from = to;
        }
        kept[count++] = last;
        return Arrays.copyOf(kept, count);
    }

    private record Candidate(int point, double excess) {}

    /** Of the points from {@code from} to {@code to} the one that leaves the least excess area. */
    private Candidate nearest(int before, int from, int to, double excess) {
        double all = 0;
        for (int point = before + 1; point < from; point++) {
            all += area(point - 1, point);
        }
        var best = new Candidate(from, Double.POSITIVE_INFINITY);
        for (int point = from; point < to; point++) {
            all += area(point - 1, point);
            double with = excess + area(before, point) - all;
            if (Math.abs(with) <= Math.abs(best.excess)) {
                best = new Candidate(point, with);
            }
        }
        return best;
    }

    /** By how much the area of some points exceeds that of all. */
    private double excess(int[] kept) {
        double some = 0;
        for (int index = 1; index < kept.length; index++) {
            some += area(kept[index - 1], kept[index]);
        }
        double all = 0;
        for (int point = 1; point < x.length; point++) {
            all += area(point - 1, point);
        }
        return some - all;
    }

    private double area(int one, int next) {
        return rule.of(x[next] - x[one], y[one], y[next]);
    }

    private double distance(int point) {
        return Math.abs(x[point] - x[point - 1]) + Math.abs(y[point] - y[point - 1]);
    }
}
