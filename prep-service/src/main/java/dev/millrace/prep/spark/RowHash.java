package dev.millrace.prep.spark;

import static dev.millrace.prep.spark.RowTypesCast.quoted;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Who a row is: 128 bits over all of its values and the seed, wherever it stands. Rows that agree
 * in both halves are taken to be equal.
 */
final class RowHash {

    /** Decides about parts. */
    static final Column FIRST = col("__first");

    /** Decides about order; independent of the first, so that no part is a slice of one order. */
    static final Column SECOND = col("__second");

    private RowHash() {}

    static Dataset<Row> with(long seed, Dataset<Row> rows) {
        return rows.withColumn("__first", hash(seed, 1, rows))
                .withColumn("__second", hash(seed, 2, rows));
    }

    static Dataset<Row> without(Dataset<Row> rows) {
        return rows.drop("__first", "__second");
    }

    /** A hash as a number from 0 to 1. */
    static Column unit(Column hash) {
        return hash.cast("double").divide(0x1p64).plus(0.5);
    }

    private static Column hash(long seed, int half, Dataset<Row> rows) {
        List<Column> parts = new ArrayList<>();
        parts.add(lit(seed));
        parts.add(lit(half));
        for (String name : rows.columns()) {
            if (!name.startsWith("__")) {
                parts.add(col(quoted(name)));
                // Spark's hash skips nulls: without this (null, 1) and (1, null) were the same row.
                parts.add(col(quoted(name)).isNull());
            }
        }
        return xxhash64(parts.toArray(Column[]::new));
    }
}
