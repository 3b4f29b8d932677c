package dev.millrace.prep.spark;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** One pass of a {@link RowSummary} over a frame. */
final class Summaries {

    private Summaries() {}

    /**
     * Merged in the order of the partitions, whatever order they end in: sums of floating-point
     * numbers come out the same to the bit.
     *
     * @param partitions only the first so many count
     */
    static <S extends RowSummary<S>> S of(
            Dataset<Row> rows, int partitions, SummaryStart<S> start) {
        List<S> summaries =
                rows.toJavaRDD()
                        .mapPartitionsWithIndex(
                                (index, partition) -> {
                                    S summary = start.get();
                                    while (index < partitions && partition.hasNext()) {
                                        summary.add(values(partition.next()));
                                    }
                                    return List.of(summary).iterator();
                                },
                                true)
                        .collect();
        S all = start.get();
        summaries.forEach(all::merge);
        return all;
    }

    private static @Nullable Object[] values(Row row) {
        @Nullable Object[] values = new @Nullable Object[row.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = RowValues.of(row, i);
        }
        return values;
    }
}
