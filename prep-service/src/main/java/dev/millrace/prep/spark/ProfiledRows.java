package dev.millrace.prep.spark;

import static dev.millrace.prep.spark.RowTypesCast.quoted;
import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.approx_count_distinct;
import static org.apache.spark.sql.functions.approx_percentile;
import static org.apache.spark.sql.functions.asc;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.millrace.transform.Column;
import dev.millrace.transform.ColumnType;
import java.util.ArrayList;
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

    /**
     * @param quantiles in the order of the levels; empty unless the column's values are numbers
     */
    public record Estimate(long distinct, List<Double> quantiles) {}

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

    /** The same rows with these columns alone. */
    public ProfiledRows only(List<Column> columns) {
        return new ProfiledRows(
                rows.select(
                        columns.stream()
                                .map(column -> col(quoted(column.name())))
                                .toArray(org.apache.spark.sql.Column[]::new)));
    }

    /** Of every column, in one pass. */
    public List<Estimate> estimates(List<Double> levels) {
        List<org.apache.spark.sql.Column> asked = new ArrayList<>();
        for (Column column : columns()) {
            asked.add(approx_count_distinct(values(column), DISTINCT_ERROR));
            asked.add(column.type().isNumeric() ? quantiles(column, levels) : functions.array());
        }
        Row answers = rows.select(asked.toArray(org.apache.spark.sql.Column[]::new)).first();
        List<Estimate> estimates = new ArrayList<>();
        for (int i = 0; i < answers.size(); i += 2) {
            estimates.add(new Estimate(answers.getLong(i), answers.getList(i + 1)));
        }
        return estimates;
    }

    private static org.apache.spark.sql.Column quantiles(Column column, List<Double> levels) {
        return approx_percentile(
                values(column).cast("double"),
                functions.array(
                        levels.stream()
                                .map(functions::lit)
                                .toArray(org.apache.spark.sql.Column[]::new)),
                lit(PERCENTILE_ACCURACY));
    }

    /** NaN and infinite numbers count as missing. */
    private static org.apache.spark.sql.Column values(Column column) {
        var value = col(quoted(column.name()));
        return column.type() == ColumnType.DOUBLE
                ? when(abs(value).lt(Double.POSITIVE_INFINITY), value)
                : value;
    }

    /** The most frequent values, most frequent first. */
    public Map<Object, Long> topValues(Column column, int limit) {
        Map<Object, Long> top = new LinkedHashMap<>();
        rows.select(values(column).as("value"))
                .filter(col("value").isNotNull())
                .groupBy("value")
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
