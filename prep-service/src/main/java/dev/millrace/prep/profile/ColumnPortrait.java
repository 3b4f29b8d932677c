package dev.millrace.prep.profile;

import dev.millrace.contracts.prep.Profile.ColumnProfile;
import dev.millrace.contracts.prep.Profile.Numbers;
import dev.millrace.contracts.prep.Profile.ValueCount;
import dev.millrace.transform.Column;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns what is known of a column into its profile. */
record ColumnPortrait(Column column, ColumnSummary summary, ValueDetail detail) {

    private static final int LONGEST_VALUE = 200;

    ColumnProfile profile(long all) {
        return new ColumnProfile(
                column.name(),
                column.type(),
                all - summary.missing(),
                summary.missing(),
                detail.distinct(),
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
                detail.histogram().bins());
    }

    private List<ValueCount> topValues() {
        return ValueCounts.top(detail.values(), ValueDetail.TOP).stream()
                .map(entry -> new ValueCount(shorten(entry.getKey()), entry.getValue()))
                .toList();
    }

    private Map<String, Double> quantiles() {
        Map<String, Double> quantiles = new LinkedHashMap<>();
        for (int i = 0; i < ValueDetail.LEVELS.size(); i++) {
            quantiles.put(ValueDetail.LEVELS.get(i).toString(), detail.quantiles().get(i));
        }
        return quantiles;
    }

    private static String shorten(Object value) {
        String text = value.toString();
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "…";
    }
}
