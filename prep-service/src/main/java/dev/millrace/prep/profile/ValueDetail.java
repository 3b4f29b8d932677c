package dev.millrace.prep.profile;

import java.util.List;
import java.util.Map;

/**
 * What the values of a column are like.
 *
 * @param values how often each occurs; of the {@link #TOP} most frequent ones at least
 * @param quantiles by the order of {@link #LEVELS}; none unless the values are numbers
 * @param histogram empty unless the values are numbers
 */
record ValueDetail(
        long distinct, Map<Object, Long> values, List<Double> quantiles, Histogram histogram) {

    static final List<Double> LEVELS = List.of(0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99);
    static final int TOP = 10;

    /** Exactly, of all values and their counts. */
    static ValueDetail counted(Map<Object, Long> counts, Moments numbers) {
        if (numbers.count() == 0) {
            return new ValueDetail(counts.size(), counts, List.of(), new Histogram(numbers));
        }
        var sorted = new SortedCounts(counts);
        return new ValueDetail(
                counts.size(), counts, sorted.quantiles(LEVELS), sorted.histogram(numbers));
    }
}
