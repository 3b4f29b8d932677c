package dev.millrace.prep.profile;

import static dev.millrace.prep.profile.ValueDetail.LEVELS;

import dev.millrace.prep.spark.ProfiledRows;
import dev.millrace.transform.Column;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The values of a table's columns. With up to 10,000 distinct ones everything is exact and already
 * known; for all columns beyond, the rows are asked again together.
 */
final class ValueDetails {

    private final Map<String, ValueDetail> details = new HashMap<>();

    ValueDetails(List<Column> columns, TableSummary table, ProfiledRows rows) {
        List<Column> uncounted = new ArrayList<>();
        List<Moments> moments = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            ColumnSummary summary = table.column(i);
            Map<Object, Long> counts = summary.values().counts();
            if (counts == null) {
                uncounted.add(column);
                moments.add(summary.moments());
            } else {
                details.put(column.name(), ValueDetail.counted(counts, summary.moments()));
            }
        }
        if (!uncounted.isEmpty()) {
            estimate(uncounted, moments.toArray(Moments[]::new), rows.only(uncounted));
        }
    }

    ValueDetail of(Column column) {
        return Objects.requireNonNull(details.get(column.name()));
    }

    private void estimate(List<Column> columns, Moments[] moments, ProfiledRows rows) {
        boolean numbers = Stream.of(moments).anyMatch(column -> column.count() > 0);
        var histograms =
                numbers ? rows.summarize(() -> new Histograms(moments)) : new Histograms(moments);
        var estimates = rows.estimates(LEVELS);
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            var estimate = estimates.get(i);
            details.put(
                    column.name(),
                    new ValueDetail(
                            estimate.distinct(),
                            rows.topValues(column, ValueDetail.TOP),
                            estimate.quantiles(),
                            histograms.column(i)));
        }
    }
}
