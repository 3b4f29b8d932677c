package dev.millrace.prep.spark;

import static dev.millrace.prep.spark.RowTypesCast.quoted;
import static org.apache.spark.sql.functions.approx_count_distinct;
import static org.apache.spark.sql.functions.approx_percentile;
import static org.apache.spark.sql.functions.asc;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;

import dev.millrace.transform.Column;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;

/** Rows to be looked at; what may be asked about columns with more values than fit in memory. */
public final class ProfiledRows {

    private static final double DISTINCT_ERROR = 0.01;
    private static final int PERCENTILE_ACCURACY = 10_000;

    private final Dataset<Row> rows;

    ProfiledRows(Dataset<Row> rows) {
        this.rows = rows;
    }

    public List<Column> columns() {
        return RowTypes.columns(rows.schema());
    }

    /** One pass over the rows. */
    public <S extends RowSummary<S>> S summarize(SummaryStart<S> start) {
        return Summaries.of(rows, Integer.MAX_VALUE, start);
    }

    /** Approximately, nulls aside. */
    public long distinct(String column) {
        return rows.agg(approx_count_distinct(col(quoted(column)), DISTINCT_ERROR))
                .first()
                .getLong(0);
    }

    /** Approximately, in the order of the levels. */
    public List<Double> quantiles(String column, List<Double> levels) {
        var level =
                functions.array(
                        levels.stream()
                                .map(functions::lit)
                                .toArray(org.apache.spark.sql.Column[]::new));
        return rows.agg(
                        approx_percentile(
                                col(quoted(column)).cast("double"),
                                level,
                                lit(PERCENTILE_ACCURACY)))
                .first()
                .getList(0);
    }

    /** Counts in so many bins of equal width. */
    public long[] histogram(String column, double min, double max, int bins) {
        var position = col(quoted(column)).minus(min).divide((max - min) / bins);
        var bin = least(floor(position), lit((long) bins - 1)).cast("int").as("bin");
        long[] counts = new long[bins];
        rows.filter(col(quoted(column)).isNotNull())
                .select(bin)
                .groupBy("bin")
                .count()
                .collectAsList()
                .forEach(row -> counts[row.getInt(0)] = row.getLong(1));
        return counts;
    }

    /** The most frequent values, most frequent first. */
    public Map<Object, Long> topValues(String column, int limit) {
        Map<Object, Long> top = new LinkedHashMap<>();
        rows.filter(col(quoted(column)).isNotNull())
                .groupBy(col(quoted(column)).as("value"))
                .agg(count(lit(1)).as("rows"))
                .orderBy(desc("rows"), asc("value"))
                .limit(limit)
                .collectAsList()
                .forEach(row -> top.put(shown(RowValues.of(row, 0)), row.getLong(1)));
        return top;
    }

    private static Object shown(@Nullable Object value) {
        return value instanceof double[] array
                ? Arrays.toString(array)
                : Objects.requireNonNull(value);
    }
}
