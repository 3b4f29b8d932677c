package dev.millrace.training.plan;

import dev.millrace.contracts.prep.PreparedData;
import dev.millrace.contracts.prep.Recipe;
import dev.millrace.transform.Column;
import dev.millrace.transform.ColumnType;
import dev.millrace.transform.FittedFeature;
import dev.millrace.transform.FittedOperation;
import dev.millrace.transform.FittedTarget;
import dev.millrace.transform.FittedTransform;
import dev.millrace.transform.Operation.Categories;
import dev.millrace.transform.TargetSpec;
import dev.millrace.transform.TargetSpec.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** Data that a plan is made for; the files behind it are not there. */
final class SomeData {

    static final UUID ID = UUID.fromString("0f8f2a52-7a44-4a5e-9a4b-0f8a8d0a5f11");

    private SomeData() {}

    /** Features f0, f1, f2. */
    static PreparedData of(Kind kind) {
        return of(kind, numbers(3));
    }

    static PreparedData of(Kind kind, FittedTransform transform) {
        var column = kind == Kind.NONE ? null : "label";
        List<String> classes =
                switch (kind) {
                    case BINARY -> List.of("no", "yes");
                    case MULTICLASS -> List.of("a", "b", "c");
                    case REGRESSION, NONE -> null;
                };
        var target = new TargetSpec(column, kind, null);
        return new PreparedData(
                ID,
                "hash",
                Map.of("data", "points@1"),
                "s3://nowhere/",
                1000,
                100,
                100,
                transform.hash(),
                transform.outputNames(),
                target,
                classes,
                new Recipe(null, null, null, null, target, List.of()),
                Instant.EPOCH,
                "anonymous");
    }

    /** Features f0 to f(n-1). */
    static FittedTransform numbers(int count) {
        return transform(IntStream.range(0, count).mapToObj(SomeData::number).toList());
    }

    /** Features f0, city (ordinal, 4 numbers), kind=a, kind=b, day (ordinal, 8 numbers). */
    static FittedTransform mixed() {
        var kind =
                new FittedOperation.OneHot(List.of("a", "b"), Categories.ERROR, Categories.ERROR);
        return transform(
                List.of(
                        number(0),
                        ordinal("city", List.of("x", "y"), Categories.CATEGORY),
                        new FittedFeature("kind", "kind", null, List.of(kind)),
                        ordinal("day", List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L), Categories.ERROR)));
    }

    private static FittedFeature number(int index) {
        return new FittedFeature("f" + index, "f" + index, null, List.of());
    }

    private static FittedFeature ordinal(String name, List<Object> categories, Categories unknown) {
        var operation = new FittedOperation.Ordinal(categories, unknown, Categories.ERROR);
        return new FittedFeature(name, name, null, List.of(operation));
    }

    private static FittedTransform transform(List<FittedFeature> features) {
        var inputs = new ArrayList<Column>();
        features.forEach(feature -> inputs.add(new Column(feature.name(), ColumnType.DOUBLE)));
        var target = new FittedTarget(TargetSpec.none(), null, List.of(), 0, 1);
        return new FittedTransform(inputs, features, target);
    }
}
