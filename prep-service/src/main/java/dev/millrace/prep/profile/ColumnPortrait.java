package dev.millrace.prep.profile;

import dev.millrace.contracts.prep.Profile.Bin;
import dev.millrace.contracts.prep.Profile.ColumnProfile;
import dev.millrace.contracts.prep.Profile.Numbers;
import dev.millrace.contracts.prep.Profile.ValueCount;
import dev.millrace.prep.spark.ProfiledRows;
import dev.millrace.transform.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns a column's summary into its profile. With up to 10,000 distinct values everything is exact
 * and already known; beyond, the rows are asked again.
 */
final class ColumnPortrait {

    private static final List<Double> LEVELS = List.of(0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99);
    private static final int BINS = 20;
    private static final int TOP = 10;
    private static final int LONGEST_VALUE = 200;

    private final Column column;
    private final ColumnSummary summary;
    private final ProfiledRows rows;
    private final @Nullable Map<Object, Long> counts;

    ColumnPortrait(Column column, ColumnSummary summary, ProfiledRows rows) {
        this.column = column;
        this.summary = summary;
        this.rows = rows;
        this.counts = summary.values().counts();
    }

    ColumnProfile profile(long all) {
        return new ColumnProfile(
                column.name(),
                column.type(),
                all - summary.missing(),
                summary.missing(),
                counts == null ? rows.distinct(column.name()) : counts.size(),
                summary.moments().count() == 0 ? null : numbers(summary.moments()),
                topValues(),
                summary.correlation());
    }

    private Numbers numbers(Moments moments) {
        return new Numbers(
                moments.min(),
                moments.max(),
                moments.mean(),
                moments.standardDeviation(),
                moments.skewness(),
                quantiles(),
                histogram(moments.min(), moments.max()));
    }

    private List<ValueCount> topValues() {
        Map<Object, Long> top = counts == null ? rows.topValues(column.name(), TOP) : counts;
        return ValueCounts.top(top, TOP).stream()
                .map(entry -> new ValueCount(shorten(entry.getKey()), entry.getValue()))
                .toList();
    }

    private Map<String, Double> quantiles() {
        List<Double> values =
                counts == null
                        ? rows.quantiles(column.name(), LEVELS)
                        : new SortedCounts(counts).quantiles(LEVELS);
        Map<String, Double> quantiles = new LinkedHashMap<>();
        for (int i = 0; i < LEVELS.size(); i++) {
            quantiles.put(LEVELS.get(i).toString(), values.get(i));
        }
        return quantiles;
    }

    private List<Bin> histogram(double min, double max) {
        int number = min == max ? 1 : BINS;
        long[] bins =
                number == 1
                        ? new long[] {summary.moments().count()}
                        : counts == null
                                ? rows.histogram(column.name(), min, max, number)
                                : new SortedCounts(counts).histogram(min, max, number);
        double width = (max - min) / number;
        List<Bin> histogram = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            double end = i == number - 1 ? max : min + (i + 1) * width;
            histogram.add(new Bin(min + i * width, end, bins[i]));
        }
        return histogram;
    }

    private static String shorten(Object value) {
        String text = value.toString();
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "…";
    }
}
