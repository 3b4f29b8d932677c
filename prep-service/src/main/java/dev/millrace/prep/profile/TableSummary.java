package dev.millrace.prep.profile;

import dev.millrace.prep.spark.RowSummary;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What one pass gathers about all columns. */
final class TableSummary implements RowSummary<TableSummary> {

    private final ColumnSummary[] columns;
    private final int target;
    private long rows;

    /**
     * @param target index of the target's column, or -1
     */
    TableSummary(int columns, int target) {
        this.columns =
                IntStream.range(0, columns)
                        .mapToObj(_ -> new ColumnSummary())
                        .toArray(ColumnSummary[]::new);
        this.target = target;
    }

    @Override
    public void add(@Nullable Object[] row) {
        rows++;
        for (int i = 0; i < columns.length; i++) {
            columns[i].add(row[i], target < 0 ? null : row[target]);
        }
    }

    @Override
    public void merge(TableSummary later) {
        rows += later.rows;
        for (int i = 0; i < columns.length; i++) {
            columns[i].merge(later.columns[i]);
        }
    }

    long rows() {
        return rows;
    }

    ColumnSummary column(int index) {
        return columns[index];
    }
}
