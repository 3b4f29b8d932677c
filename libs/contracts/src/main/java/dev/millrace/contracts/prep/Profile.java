package dev.millrace.contracts.prep;

import dev.millrace.transform.ColumnType;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a dataset version looks like. */
public record Profile(
        UUID id, String dataset, long rows, @Nullable String target, List<ColumnProfile> columns) {

    /**
     * One column.
     *
     * @param distinct number of distinct values, nulls aside (approximate above 10,000)
     * @param numbers null unless the column is numeric with at least one value
     * @param topValues the ten most frequent values with their counts, most frequent first
     * @param correlation Pearson's r with the target; null unless both are numeric and vary
     */
    public record ColumnProfile(
            String name,
            ColumnType type,
            long count,
            long missing,
            long distinct,
            @Nullable Numbers numbers,
            List<ValueCount> topValues,
            @Nullable Double correlation) {}

    /**
     * A numeric column's distribution.
     *
     * @param standardDeviation of the sample (n - 1)
     * @param skewness adjusted Fisher-Pearson coefficient G1 (the one of pandas and Excel); null
     *     below 3 values
     * @param quantiles by their level: 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99
     */
    public record Numbers(
            double min,
            double max,
            double mean,
            @Nullable Double standardDeviation,
            @Nullable Double skewness,
            Map<String, Double> quantiles,
            List<Bin> histogram) {}

    /** Count of values in [from, to), the last bin including its end. */
    public record Bin(double from, double to, long count) {}

    /** How often a value occurs. */
    public record ValueCount(String value, long count) {}
}
