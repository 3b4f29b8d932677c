package dev.millrace.prep.profile;

import dev.millrace.contracts.prep.ColumnStatistics;
import dev.millrace.contracts.prep.ColumnStatistics.Range;
import dev.millrace.contracts.prep.ColumnStatistics.Values;
import dev.millrace.contracts.prep.Profile.ValueCount;
import dev.millrace.transform.Column;
import dev.millrace.transform.ColumnType;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Numbers as moments, everything else but arrays as counts of few and short values. */
final class PartColumn implements Serializable {

    private static final int MOST_DISTINCT = 1_000;
    private static final int LONGEST_VALUE = 200;
    private static final int TOP = 5;

    private long missing;
    private final Moments moments = new Moments();
    private final ValueCounts values = new ValueCounts(MOST_DISTINCT);

    void add(@Nullable Object value) {
        switch (value) {
            case null -> missing++;
            case Number number when !Double.isFinite(number.doubleValue()) -> missing++;
            case Number number -> moments.add(number.doubleValue());
            case double[] _ -> {}
            case String text when text.length() > LONGEST_VALUE -> values.giveUp();
            default -> values.add(value);
        }
    }

    void merge(PartColumn later) {
        missing += later.missing;
        moments.merge(later.moments);
        values.merge(later.values);
    }

    ColumnStatistics statistics(Column column, long rows) {
        return new ColumnStatistics(
                column.name(), column.type(), rows, missing, numbers(), values(column.type()));
    }

    private @Nullable Range numbers() {
        return moments.count() == 0
                ? null
                : new Range(
                        moments.min(), moments.mean(), moments.max(), moments.standardDeviation());
    }

    private @Nullable Values values(ColumnType type) {
        var counts = values.counts();
        if (counts == null || type.isNumeric() || type == ColumnType.DOUBLE_ARRAY) {
            return null;
        }
        var top =
                ValueCounts.top(counts, TOP).stream()
                        .map(entry -> new ValueCount(entry.getKey().toString(), entry.getValue()))
                        .toList();
        return new Values(counts.size(), top);
    }
}
