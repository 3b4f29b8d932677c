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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Prepared data as prep-service leaves it in the object store, made without Spark. */
public final class PreparedFixture {

    private static final List<Column> INPUTS =
            List.of(
                    new Column("x", ColumnType.DOUBLE),
                    new Column("y", ColumnType.DOUBLE),
                    new Column("kind", ColumnType.STRING),
                    new Column("day", ColumnType.DATE));

    private final ObjectStore store;
    private final FittedTarget target;

    private PreparedFixture(ObjectStore store, FittedTarget target) {
        this.store = store;
        this.target = target;
    }

    public static PreparedData binary(ObjectStore store, int rows) throws IOException {
        var spec = new TargetSpec("label", TargetSpec.Kind.BINARY, null);
        return new PreparedFixture(
                        store, new FittedTarget(spec, ColumnType.LONG, List.of(0L, 1L), 0, 1))
                .write(rows);
    }

    public static PreparedData multiclass(ObjectStore store, int rows) throws IOException {
        var spec = new TargetSpec("label", TargetSpec.Kind.MULTICLASS, null);
        return new PreparedFixture(
                        store,
                        new FittedTarget(
                                spec, ColumnType.STRING, List.of("high", "low", "mid"), 0, 1))
                .write(rows);
    }

    public static PreparedData regression(ObjectStore store, int rows) throws IOException {
        var spec = new TargetSpec("label", TargetSpec.Kind.REGRESSION, TargetSpec.Scale.STANDARD);
        return new PreparedFixture(
                        store, new FittedTarget(spec, ColumnType.DOUBLE, List.of(), 100, 50))
                .write(rows);
    }

    public static PreparedData unlabelled(ObjectStore store, int rows) throws IOException {
        return new PreparedFixture(
                        store, new FittedTarget(TargetSpec.none(), null, List.of(), 0, 1))
                .write(rows);
    }

    private PreparedData write(int rows) throws IOException {
        var transform =
                new FittedTransform(
                        INPUTS,
                        List.of(
                                numeric("x"),
                                numeric("y"),
                                new FittedFeature(
                                        "kind",
                                        "kind",
                                        null,
                                        List.of(
                                                new FittedOperation.OneHot(
                                                        List.of("a", "b"),
                                                        Operation.Categories.IGNORE,
                                                        Operation.Categories.IGNORE)))),
                        target);
        var id = UUID.randomUUID();
        var prefix = "prep/preparation/" + id + "/1/";
        store.put(prefix + "transform.json", transform.toJson().getBytes(StandardCharsets.UTF_8));
        var random = new Random(17);
        long train = part(prefix, "train", transform, rows, random);
        long validation = part(prefix, "validation", transform, rows / 4, random);
        long test = part(prefix, "test", transform, rows / 4, random);
        return new PreparedData(
                id,
                "hash-" + id,
                Map.of("data", "points@1"),
                store.uri(prefix),
                train,
                validation,
                test,
                transform.hash(),
                transform.outputNames(),
                target.spec(),
                target.labels().isEmpty() ? null : target.classes(),
                new Recipe(
                        null,
                        null,
                        null,
                        null,
                        target.spec(),
                        List.of(
                                FeatureSpec.columns(
                                        List.of("x", "y"), new Operation.Standard(null)),
                                FeatureSpec.columns(
                                        List.of("kind"),
                                        new Operation.OneHot(
                                                Operation.Categories.IGNORE,
                                                Operation.Categories.IGNORE,
                                                null)))),
                Instant.parse("2026-01-01T00:00:00Z"),
                "anonymous");
    }

    private static FittedFeature numeric(String column) {
        return new FittedFeature(
                column,
                column,
                null,
                List.of(new FittedOperation.Standard(0.25, 1.5, Operation.NumericNulls.ERROR)));
    }

    /** Two files, so that their order matters. */
    private long part(
            String prefix, String part, FittedTransform transform, int rows, Random random)
            throws IOException {
        var row = transform.compile();
        for (int file = 0; file < 2; file++) {
            var written = new ArrayList<PreparedParquet.Row>();
            for (int index = 0; index < rows / 2; index++) {
                var values = values(random);
                var features = new float[transform.width()];
                row.apply(values, features, 0);
                var truth = truth(values);
                var raw = Arrays.copyOf(values, values.length + 1);
                raw[values.length] = truth;
                written.add(new PreparedParquet.Row(raw, features, target.encode(truth)));
            }
            store.put(
                    prefix + part + "/part-0000" + file + ".parquet",
                    PreparedParquet.bytes(written));
        }
        return rows / 2 * 2L;
    }

    private static Object[] values(Random random) {
        return new Object[] {
            random.nextGaussian(),
            random.nextInt(50) == 0 ? 0.5 : random.nextGaussian(),
            random.nextInt(20) == 0 ? null : random.nextBoolean() ? "a" : "b",
            LocalDate.of(2026, 1, 1).plusDays(random.nextInt(300))
        };
    }

    private Object truth(Object[] values) {
        double score =
                2 * (double) values[0] - 3 * (double) values[1] + ("a".equals(values[2]) ? 1 : 0);
        return switch (target.kind()) {
            case BINARY -> score > 0 ? 1L : 0L;
            case MULTICLASS -> score > 1 ? "high" : score < -1 ? "low" : "mid";
            case REGRESSION, NONE -> 100 + 20 * score;
        };
    }
}
