package dev.millrace.prep.profile;

import dev.millrace.prep.spark.RowSummary;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The histograms of all columns in one pass, once their extremes are known. */
final class Histograms implements RowSummary<Histograms> {

    private final Histogram[] columns;

    Histograms(Moments[] columns) {
        this.columns = Stream.of(columns).map(Histogram::new).toArray(Histogram[]::new);
    }

    @Override
    public void add(@Nullable Object[] row) {
        for (int i = 0; i < columns.length; i++) {
            Double number = ColumnSummary.number(row[i]);
            if (number != null && Double.isFinite(number)) {
                columns[i].add(number, 1);
            }
        }
    }

    @Override
    public void merge(Histograms later) {
        for (int i = 0; i < columns.length; i++) {
            columns[i].merge(later.columns[i]);
        }
    }

    Histogram column(int index) {
        return columns[index];
    }
}
