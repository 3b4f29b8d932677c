package dev.millrace.training.baseline;

import dev.millrace.training.fit.Deadline;
import java.util.stream.IntStream;

/**
 * Finds the lowest point of a convex loss by Newton's method; each step is found by conjugate
 * gradients, ever more exactly, and halved while it does not help (Nocedal and Wright 2006,
 * algorithm 7.1). No randomness: the same rows give the same answer.
 */
final class Newton {

    private static final int MOST_STEPS = 50;
    private static final int MOST_DIRECTIONS = 250;
    private static final int MOST_HALVINGS = 40;
    // Of the mean gradient of a row.
    private static final double TOLERANCE = 1e-9;
    private static final double SUFFICIENT = 1e-4;
    private static final double ROUNDING = 1e-13;

    private final PenalisedLoss loss;
    private final int rows;
    private final Deadline deadline;

    Newton(PenalisedLoss loss, int rows, Deadline deadline) {
        this.loss = loss;
        this.rows = rows;
        this.deadline = deadline;
    }

    /** Throws {@link Deadline.Missed} rather than to answer what is not yet the lowest. */
    double[] lowest() {
        var place = new double[loss.parameters()];
        double value = loss.at(place);
        for (int step = 0; step < MOST_STEPS; step++) {
            var gradient = loss.gradient(place);
            double size = Math.sqrt(dot(gradient, gradient)) / rows;
            if (size <= TOLERANCE) {
                return place;
            }
            var direction = direction(gradient, Math.min(0.1, size));
            var next = search(place, value, direction, dot(gradient, direction));
            if (next == place) {
                return place;
            }
            place = next;
            value = loss.at(place);
        }
        return place;
    }

    /** Solves curvature times direction = - gradient, up to a share of the gradient. */
    private double[] direction(double[] gradient, double share) {
        var direction = new double[gradient.length];
        var residual = plus(new double[gradient.length], -1, gradient);
        var search = residual.clone();
        double size = dot(residual, residual);
        double enough = size * share * share;
        int most = Math.min(MOST_DIRECTIONS, 2 * gradient.length + 10);
        for (int tried = 0; tried < most && size > enough; tried++) {
            deadline.require(); // here, since one step may take hundreds of passes over the rows
            var curved = loss.curvature(search);
            double curvature = dot(search, curved);
            if (curvature <= 0) {
                break; // flat: only rounding is left
            }
            double length = size / curvature;
            direction = plus(direction, length, search);
            residual = plus(residual, -length, curved);
            double before = size;
            size = dot(residual, residual);
            search = plus(residual, size / before, search);
        }
        return direction;
    }

    /** The first of step, half a step, ... that helps; the place itself if none does. */
    private double[] search(double[] place, double value, double[] direction, double slope) {
        double length = 1;
        for (int halving = 0; halving < MOST_HALVINGS; halving++) {
            var next = plus(place, length, direction);
            double allowed = value + SUFFICIENT * length * slope + ROUNDING * Math.abs(value);
            if (loss.at(next) <= allowed) {
                return next;
            }
            length /= 2;
        }
        return place;
    }

    private static double[] plus(double[] one, double factor, double[] other) {
        return IntStream.range(0, one.length)
                .mapToDouble(index -> one[index] + factor * other[index])
                .toArray();
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int index = 0; index < one.length; index++) {
            sum += one[index] * other[index];
        }
        return sum;
    }
}
