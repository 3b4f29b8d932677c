package dev.millrace.training.engine;

import java.util.List;

/**
 * One array of weights.
 *
 * @param name the layer's number (or {@code output}) and what it is, such as {@code 0.kernel}
 * @param columns 0 for a vector
 */
public record WeightShape(String name, Role role, int rows, int columns) {

    /** What a weight is for. */
    public enum Role {
        KERNEL,
        BIAS,
        SCALE,
        SHIFT,
        MOVING_MEAN,
        MOVING_VARIANCE;

        /** Moving averages follow the data, not a gradient. */
        public boolean isLearned() {
            return switch (this) {
                case KERNEL, BIAS, SCALE, SHIFT -> true;
                case MOVING_MEAN, MOVING_VARIANCE -> false;
            };
        }
    }

    static List<WeightShape> dense(String layer, int inputs, int units) {
        return List.of(
                new WeightShape(layer + ".kernel", Role.KERNEL, inputs, units),
                new WeightShape(layer + ".bias", Role.BIAS, units, 0));
    }

    static List<WeightShape> batchNorm(String layer, int units) {
        return List.of(
                new WeightShape(layer + ".scale", Role.SCALE, units, 0),
                new WeightShape(layer + ".shift", Role.SHIFT, units, 0),
                new WeightShape(layer + ".mean", Role.MOVING_MEAN, units, 0),
                new WeightShape(layer + ".variance", Role.MOVING_VARIANCE, units, 0));
    }

    public long size() {
        return (long) rows * Math.max(1, columns);
    }

    public long[] dimensions() {
        return columns == 0 ? new long[] {rows} : new long[] {rows, columns};
    }
}
