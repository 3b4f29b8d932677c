package dev.millrace.contracts.prep;

import dev.millrace.contracts.prep.Profile.ValueCount;
import dev.millrace.transform.ColumnType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a column of prepared data is like in the training part, before any transform.
 *
 * @param rows of the training part
 * @param missing nulls; of numbers also NaN and the infinities
 * @param numbers null unless the column is numeric with at least one value
 * @param values null for numbers and arrays, and for columns of more than 1,000 distinct values or
 *     of one longer than 200 characters
 */
public record ColumnStatistics(
        String name,
        ColumnType type,
        long rows,
        long missing,
        @Nullable Range numbers,
        @Nullable Values values) {

    /**
     * @param standardDeviation of the sample (n - 1); null below two values
     */
    public record Range(double min, double mean, double max, @Nullable Double standardDeviation) {}

    /**
     * @param top the five most frequent, most frequent first
     */
    public record Values(int distinct, List<ValueCount> top) {}
}
