package dev.millrace.transform;

import static dev.millrace.transform.ColumnType.BOOLEAN;
import static dev.millrace.transform.ColumnType.DATE;
import static dev.millrace.transform.ColumnType.DOUBLE;
import static dev.millrace.transform.ColumnType.LONG;
import static dev.millrace.transform.ColumnType.STRING;
import static dev.millrace.transform.ColumnType.TIMESTAMP;

import dev.millrace.transform.Operation.Categories;
import dev.millrace.transform.Operation.Clip;
import dev.millrace.transform.Operation.Impute;
import dev.millrace.transform.Operation.Impute.Strategy;
import dev.millrace.transform.Operation.Log;
import dev.millrace.transform.Operation.MinMax;
import dev.millrace.transform.Operation.NumericNulls;
import dev.millrace.transform.Operation.OneHot;
import dev.millrace.transform.Operation.Ordinal;
import dev.millrace.transform.Operation.Standard;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Rows of every type with nulls, and a specification that uses every operation on them. */
final class RandomTable {

    private static final List<Column> SCHEMA =
            List.of(
                    new Column("price", DOUBLE),
                    new Column("count", LONG),
                    new Column("city", STRING),
                    new Column("open", BOOLEAN),
                    new Column("day", DATE),
                    new Column("seen", TIMESTAMP),
                    new Column("label", STRING));

    private RandomTable() {}

    static Table of(int rows, long seed) {
        var random = new Random(seed);
        var table = new ArrayList<Object[]>();
        for (int i = 0; i < rows; i++) {
            table.add(
                    new Object[] {
                        orNull(random, random.nextGaussian() * 1e3),
                        orNull(random, (long) random.nextInt(1_000)),
                        orNull(random, "city " + random.nextInt(5)),
                        orNull(random, random.nextBoolean()),
                        LocalDate.ofEpochDay(random.nextInt(20_000)),
                        Instant.ofEpochSecond(random.nextInt()),
                        random.nextBoolean() ? "yes" : "no"
                    });
        }
        return new Table(SCHEMA, table);
    }

    private static Object orNull(Random random, Object value) {
        return random.nextInt(10) == 0 ? null : value;
    }

    static TransformSpec spec() {
        return new TransformSpec(
                List.of(
                        FeatureSpec.columns(
                                List.of("price", "count"),
                                new Impute(Strategy.MEDIAN, null),
                                new Clip(-2_000.0, 2_000.0, null),
                                new Standard(null)),
                        FeatureSpec.expression(
                                "ratio",
                                "price / (count + 1)",
                                new MinMax(NumericNulls.KEEP),
                                new Impute(Strategy.MEAN, null)),
                        FeatureSpec.expression(
                                "distance",
                                "abs(coalesce(price, 0))",
                                new Log(null, null),
                                new Standard(null)),
                        FeatureSpec.expression("weekend", "dayofweek(day) in (1, 7)"),
                        FeatureSpec.expression(
                                "hour", "hour(seen)", new OneHot(Categories.IGNORE, null, null)),
                        FeatureSpec.columns(
                                List.of("city"), new OneHot(null, Categories.CATEGORY, null)),
                        FeatureSpec.expression(
                                "town",
                                "upper(city)",
                                new Impute(Strategy.MOST_FREQUENT, null),
                                new Ordinal(Categories.CATEGORY, null, null)),
                        FeatureSpec.columns(List.of("open"), new Impute(Strategy.CONSTANT, false))),
                new TargetSpec("label", TargetSpec.Kind.BINARY, null));
    }
}
