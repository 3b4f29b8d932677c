package dev.millrace.training.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The shape of what one row is between two layers: {@code [n]}, {@code [length, channels]} or
 * {@code [height, width, channels]}; the dimension of the rows is left out.
 */
public record Signal(List<Integer> dimensions) {

    public Signal {
        dimensions = List.copyOf(dimensions);
    }

    public static Signal of(Integer... dimensions) {
        return new Signal(List.of(dimensions));
    }

    public int rank() {
        return dimensions.size();
    }

    /** Size of the last dimension: units, or channels. */
    public int last() {
        return dimensions.getLast();
    }

    /** How many numbers one row is. */
    public int size() {
        return Math.toIntExact(
                dimensions.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact));
    }

    /** Whether one row is more than an array can hold. */
    boolean isTooLarge() {
        return dimensions.stream().mapToDouble(Integer::doubleValue).reduce(1, (a, b) -> a * b)
                > Integer.MAX_VALUE;
    }

    public Signal withLast(int size) {
        var changed = new ArrayList<>(dimensions);
        changed.set(changed.size() - 1, size);
        return new Signal(changed);
    }

    @Override
    public String toString() {
        return dimensions.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
    }
}
