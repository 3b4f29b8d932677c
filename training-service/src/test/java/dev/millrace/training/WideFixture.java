package dev.millrace.training;

import dev.millrace.contracts.prep.PreparedData;
import dev.millrace.contracts.prep.Recipe;
import dev.millrace.kit.store.ObjectStore;
import dev.millrace.transform.Column;
import dev.millrace.transform.ColumnType;
import dev.millrace.transform.FeatureSpec;
import dev.millrace.transform.FittedFeature;
import dev.millrace.transform.FittedOperation;
import dev.millrace.transform.FittedTarget;
import dev.millrace.transform.FittedTransform;
import dev.millrace.transform.Operation;
import dev.millrace.transform.TargetSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Prepared data of many features, in files of several row groups. */
public final class WideFixture {

    private static final int ROW_GROUP_BYTES = 4 << 20;

    private final ObjectStore store;
    private final int rows;
    private final int copies;
    private final FittedTransform transform;
    private UnaryOperator<PreparedParquet.Row> change = row -> row;

    /**
     * @param rows of a file
     * @param copies files of the training part; all hold the same rows
     */
    public WideFixture(ObjectStore store, int width, int rows, int copies) {
        this.store = store;
        this.rows = rows;
        this.copies = copies;
        transform =
                new FittedTransform(
                        List.of(
                                new Column("x", ColumnType.DOUBLE),
                                new Column("y", ColumnType.DOUBLE)),
                        IntStream.range(0, width).mapToObj(WideFixture::feature).toList(),
                        new FittedTarget(
                                new TargetSpec("label", TargetSpec.Kind.BINARY, null),
                                ColumnType.LONG,
                                List.of(0L, 1L),
                                0,
                                1));
    }

    /** What is written of a row of the training part. */
    WideFixture writing(UnaryOperator<PreparedParquet.Row> given) {
        change = given;
        return this;
    }

    private static FittedFeature feature(int index) {
        var column = index % 2 == 0 ? "x" : "y";
        var scale = new FittedOperation.Standard(0.1 * index, 1, Operation.NumericNulls.ERROR);
        return new FittedFeature(column + index, column, null, List.of(scale));
    }

    public PreparedData write() throws IOException {
        var id = UUID.randomUUID();
        var prefix = "prep/preparation/" + id + "/1/";
        store.put(prefix + "transform.json", transform.toJson().getBytes(StandardCharsets.UTF_8));
        var file =
                PreparedParquet.bytes(() -> rows(rows, 1).map(change).iterator(), ROW_GROUP_BYTES);
        for (int copy = 0; copy < copies; copy++) {
            store.put(prefix + "train/part-%05d.parquet".formatted(copy), file);
        }
        int few = Math.max(1, rows / 10);
        for (var part : List.of("validation", "test")) {
            store.put(
                    prefix + part + "/part-00000.parquet",
                    PreparedParquet.bytes(() -> rows(few, 2).iterator(), ROW_GROUP_BYTES));
        }
        return new PreparedData(
                id,
                "hash-" + id,
                Map.of("data", "wide@1"),
                store.uri(prefix),
                (long) rows * copies,
                few,
                few,
                transform.hash(),
                transform.outputNames(),
                transform.target().spec(),
                List.of("0", "1"),
                new Recipe(
                        null,
                        null,
                        null,
                        null,
                        transform.target().spec(),
                        List.of(FeatureSpec.columns(List.of("x", "y")))),
                Instant.parse("2026-01-01T00:00:00Z"),
                "anonymous");
    }

    private Stream<PreparedParquet.Row> rows(int count, long seed) {
        var random = new Random(seed);
        var row = transform.compile();
        return IntStream.range(0, count)
                .mapToObj(index -> {
                    double x = random.nextGaussian();
                    double y = random.nextGaussian();
                    var features = new float[transform.width()];
                    row.apply(new Object[] {x, y}, features, 0);
                    long label = x > y ? 1 : 0;
                    Object[] values = {x, y, "a", LocalDate.of(2026, 1, 1), label};
                    return new PreparedParquet.Row(values, features, label);
                });
    }
}
