package dev.millrace.training.search;

import dev.millrace.contracts.training.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A space of hyperparameters, free of mistakes: those that decide about others come before them.
 */
public record Space(List<Dimension> dimensions) {

    private static final double INACTIVE = -0.5;

    public Space {
        dimensions = List.copyOf(dimensions);
    }

    /** Throws {@link IllegalArgumentException} for conditions that depend on each other. */
    public static Space of(Map<String, Parameter> parameters) {
        var left = new TreeMap<>(parameters);
        var ordered = new ArrayList<Dimension>();
        while (!left.isEmpty()) {
            var next =
                    left.entrySet().stream()
                            .filter(entry ->
                                    entry.getValue().when().keySet().stream()
                                            .noneMatch(left::containsKey))
                            .findFirst()
                            .orElseThrow(() ->
                                    new IllegalArgumentException(
                                            "the conditions of %s depend on each other"
                                                    .formatted(left.keySet())));
            ordered.add(new Dimension(next.getKey(), next.getValue()));
            left.remove(next.getKey());
        }
        return new Space(ordered);
    }

    /** Where a value of a dimension comes from. */
    interface Chooser {
        double place(Dimension dimension, int index);
    }

    /** A point of the space, its values chosen one after the other. */
    Map<String, Object> point(Chooser chooser) {
        var point = new LinkedHashMap<String, Object>();
        for (int index = 0; index < dimensions.size(); index++) {
            var dimension = dimensions.get(index);
            if (dimension.isActive(point)) {
                point.put(dimension.path(), dimension.value(chooser.place(dimension, index)));
            }
        }
        return point;
    }

    /** A point by chance, uniform. */
    public Map<String, Object> random(RandomGenerator random) {
        return point((dimension, index) -> random.nextDouble());
    }

    /** Numbers from 0 to 1 for a model: one for each number, one for each value of a choice. */
    double[] code(Map<String, Object> point) {
        var code = new double[dimensions.stream().mapToInt(Space::width).sum()];
        int at = 0;
        for (var dimension : dimensions) {
            var value = point.get(dimension.path());
            if (dimension.isChoice()) {
                if (value != null) {
                    code[at + (int) (dimension.place(value) * dimension.count())] = 1;
                }
            } else {
                code[at] = value == null ? INACTIVE : dimension.place(value);
            }
            at += width(dimension);
        }
        return code;
    }

    /** Which numbers of a code belong to a dimension: from (inclusive), to (exclusive). */
    int[] columns(int dimension) {
        int from = dimensions.subList(0, dimension).stream().mapToInt(Space::width).sum();
        return new int[] {from, from + width(dimensions.get(dimension))};
    }

    private static int width(Dimension dimension) {
        return dimension.isChoice() ? dimension.count() : 1;
    }

    double[][] codes(List<Map<String, Object>> points) {
        return points.stream().map(this::code).toArray(double[][]::new);
    }

    /**
     * Points that have each dimension at its ends, or at each value of a choice, by what they look
     * at, such as {@code batchSize=16}.
     */
    public Map<String, Map<String, Object>> probes() {
        var probes = new LinkedHashMap<String, Map<String, Object>>();
        for (var dimension : dimensions) {
            int count = dimension.isChoice() ? dimension.count() : 2;
            for (int index = 0; index < count; index++) {
                double place = dimension.isChoice() ? (index + 0.5) / count : index;
                var value = dimension.value(place);
                probes.put(dimension.path() + "=" + value, with(dimension, value));
            }
        }
        return probes;
    }

    /**
     * A point that has the value; what decides about its dimension has the first that allows it.
     */
    private Map<String, Object> with(Dimension wanted, Object value) {
        var forced = new LinkedHashMap<String, Object>();
        forced.put(wanted.path(), value);
        for (var dimension : dimensions.reversed()) {
            if (forced.containsKey(dimension.path())) {
                dimension
                        .parameter()
                        .when()
                        .forEach((other, values) -> forced.putIfAbsent(other, values.getFirst()));
            }
        }
        var point = new LinkedHashMap<String, Object>();
        for (var dimension : dimensions) {
            if (dimension.isActive(point)) {
                var first = dimension.value(0);
                point.put(dimension.path(), forced.getOrDefault(dimension.path(), first));
            }
        }
        return point;
    }
}
