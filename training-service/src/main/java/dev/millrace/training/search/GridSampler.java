package dev.millrace.training.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Every combination, the last parameter changing fastest. */
public final class GridSampler implements Sampler {

    private final List<Map<String, Object>> points;

    private GridSampler(List<Map<String, Object>> points) {
        this.points = points;
    }

    /**
     * @param points that a number takes
     */
    public static GridSampler of(Space space, int points) {
        List<Map<String, Object>> grid = List.of(Map.of());
        for (var dimension : space.dimensions()) {
            var longer = new ArrayList<Map<String, Object>>();
            for (var point : grid) {
                if (dimension.isActive(point)) {
                    values(dimension, points)
                            .forEach(value -> longer.add(with(point, dimension, value)));
                } else {
                    longer.add(point);
                }
            }
            grid = longer;
        }
        return new GridSampler(grid);
    }

    /** How many combinations there are at most, conditions aside. */
    public static long bound(Space space, int points) {
        return space.dimensions().stream()
                .mapToLong(dimension -> values(dimension, points).size())
                .reduce(1, (one, other) -> one > Integer.MAX_VALUE ? one : one * other);
    }

    public int size() {
        return points.size();
    }

    @Override
    public Optional<Map<String, Object>> suggest(List<Tried> history, RandomGenerator random) {
        return history.size() < points.size()
                ? Optional.of(points.get(history.size()))
                : Optional.empty();
    }

    private static List<Object> values(Dimension dimension, int points) {
        int count = dimension.count();
        if (count > 0 && (dimension.isChoice() || count <= points)) {
            return IntStream.range(0, count)
                    .mapToObj(index -> dimension.value((index + 0.5) / count))
                    .distinct()
                    .toList();
        }
        return IntStream.range(0, points)
                .mapToObj(index -> dimension.value(points == 1 ? 0.5 : index / (points - 1.0)))
                .distinct()
                .toList();
    }

    private static Map<String, Object> with(
            Map<String, Object> point, Dimension dimension, Object value) {
        var longer = new LinkedHashMap<>(point);
        longer.put(dimension.path(), value);
        return longer;
    }
}
