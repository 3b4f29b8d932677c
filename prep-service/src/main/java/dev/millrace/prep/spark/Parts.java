package dev.millrace.prep.spark;

import static dev.millrace.contracts.failure.FailureCode.UNTRAINABLE_DATA;
import static dev.millrace.prep.spark.RowTypesCast.quoted;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.prep.recipe.SplitRule;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * The rows, divided, and arranged as they will be written: partition n holds the rows of file n in
 * their final order. Kept in memory (or on disk) until closed.
 */
final class Parts implements AutoCloseable {

    private final Dataset<Row> divided;
    private final Dataset<Row> arranged;
    private final PartLayout layout;

    private Parts(Dataset<Row> divided, Dataset<Row> arranged, PartLayout layout) {
        this.divided = divided;
        this.arranged = arranged;
        this.layout = layout;
    }

    static Parts of(Dataset<Row> rows, SplitRule rule, int rowsPerFile) {
        var splitting = new Splitting(rule);
        Dataset<Row> divided =
                splitting
                        .apply(RowHash.with(splitting.seed(), rows))
                        .persist(StorageLevel.MEMORY_AND_DISK());
        try {
            var layout = PartLayout.of(count(divided, splitting, rule), rowsPerFile);
            Dataset<Row> arranged = arrange(divided, layout, rows.columns());
            return new Parts(divided, arranged.persist(StorageLevel.MEMORY_AND_DISK()), layout);
        } catch (RuntimeException failed) {
            divided.unpersist();
            throw failed;
        }
    }

    Dataset<Row> rows() {
        return arranged;
    }

    PartLayout layout() {
        return layout;
    }

    @Override
    public void close() {
        arranged.unpersist();
        divided.unpersist();
    }

    private static long[] count(Dataset<Row> divided, Splitting splitting, SplitRule rule) {
        long[] rows = new long[Part.values().length];
        for (Row part : divided.groupBy(Splitting.PART).count().collectAsList()) {
            if (part.isNullAt(0)) {
                throw splitting.unnamed(divided);
            }
            rows[part.getInt(0)] = part.getLong(1);
        }
        requireRows(rows, rule);
        return rows;
    }

    private static void requireRows(long[] rows, SplitRule rule) {
        long all = Arrays.stream(rows).sum();
        if (all == 0) {
            throw new PlatformException(
                    UNTRAINABLE_DATA,
                    "No row is left to learn from: the recipe's SQL and cleaning steps filter all of them out.");
        }
        for (Part part : Part.values()) {
            if (rows[part.ordinal()] == 0) {
                throw new PlatformException(
                        UNTRAINABLE_DATA,
                        "The %s part is empty: of %d rows, %s training %d, validation %d, test %d."
                                .formatted(
                                        part.title(), all, rule.says(), rows[0], rows[1], rows[2]));
            }
        }
    }

    private static Dataset<Row> arrange(Dataset<Row> divided, PartLayout layout, String[] columns) {
        boolean byTime = Arrays.asList(divided.columns()).contains(Splitting.RANK);
        Column[] order =
                byTime
                        ? new Column[] {col(Splitting.RANK)}
                        : new Column[] {RowHash.SECOND, RowHash.FIRST};
        Column[] own = Arrays.stream(columns).map(name -> col(quoted(name))).toArray(Column[]::new);
        return divided.repartitionById(layout.partitions(), partition(layout, byTime))
                .sortWithinPartitions(order)
                .select(own);
    }

    /** Consecutive rows of a part's order share a file. */
    private static Column partition(PartLayout layout, boolean byTime) {
        Column partition = lit(0);
        long before = 0;
        for (Part part : Part.values()) {
            Column position =
                    byTime
                            ? col(Splitting.RANK).minus(before).divide(layout.rows(part))
                            : RowHash.unit(RowHash.SECOND);
            int files = layout.files(part);
            Column file = least(floor(position.multiply(files)), lit((long) files - 1));
            partition =
                    when(
                                    col(Splitting.PART).equalTo(part.ordinal()),
                                    file.plus(layout.firstPartition(part)))
                            .otherwise(partition);
            before += layout.rows(part);
        }
        return partition.cast("int");
    }
}
