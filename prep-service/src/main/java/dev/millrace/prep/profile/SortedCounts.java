package dev.millrace.prep.profile;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Exact answers about numbers from the counts of all their values. */
final class SortedCounts {

    private final TreeMap<Double, Long> counts = new TreeMap<>();
    private final long size;

    SortedCounts(Map<Object, Long> values) {
        values.forEach(
                (value, count) -> counts.merge(((Number) value).doubleValue(), count, Long::sum));
        size = counts.values().stream().mapToLong(Long::longValue).sum();
    }

    List<Double> quantiles(List<Double> levels) {
        return levels.stream().map(this::quantile).toList();
    }

    Histogram histogram(Moments numbers) {
        var histogram = new Histogram(numbers);
        counts.forEach(histogram::add);
        return histogram;
    }

    /** Linear between neighbours, as pandas and Excel do it. */
    private double quantile(double level) {
        double position = level * (size - 1);
        double below = at((long) Math.floor(position));
        double above = at((long) Math.ceil(position));
        return below + (above - below) * (position - Math.floor(position));
    }

    private double at(long index) {
        long seen = 0;
        for (var entry : counts.entrySet()) {
            seen += entry.getValue();
            if (index < seen) {
                return entry.getKey();
            }
        }
        return counts.lastKey();
    }
}
