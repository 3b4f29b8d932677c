package dev.millrace.prep.profile;

import dev.millrace.contracts.prep.ColumnStatistics;
import dev.millrace.prep.spark.RowSummary;
import dev.millrace.transform.Column;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What one cheap pass gathers about the columns of a part, whatever their number of values. */
public final class PartSummary implements RowSummary<PartSummary> {

    private final PartColumn[] columns;
    private long rows;

    public PartSummary(int columns) {
        this.columns = Stream.generate(PartColumn::new).limit(columns).toArray(PartColumn[]::new);
    }

    @Override
    public void add(@Nullable Object[] row) {
        rows++;
        for (int i = 0; i < columns.length; i++) {
            columns[i].add(row[i]);
        }
    }

    @Override
    public void merge(PartSummary later) {
        rows += later.rows;
        for (int i = 0; i < columns.length; i++) {
            columns[i].merge(later.columns[i]);
        }
    }

    public List<ColumnStatistics> of(List<Column> described) {
        return IntStream.range(0, columns.length)
                .mapToObj(i -> columns[i].statistics(described.get(i), rows))
                .toList();
    }
}
