package dev.millrace.prep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.transform.Column;
import dev.millrace.transform.ColumnType;
import dev.millrace.transform.expression.EvaluationFailure;
import dev.millrace.transform.expression.Evaluator;
import dev.millrace.transform.expression.Expression;
import dev.millrace.transform.expression.Frame;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/**
 * Spark is the oracle: thousands of random values are computed by Spark SQL and by the transform's
 * expressions, and must agree to the bit, in their nulls and in their errors.
 */
class ExpressionDifferentialTest extends PrepServiceTest {

    private static final int EXPRESSIONS =
            Integer.getInteger("millrace.differential.expressions", 400);
    private static final long SEED = Long.getLong("millrace.differential.seed", 1);
    private static final int ROWS = 40;
    private static final int ERRORS_PROVED = 2;

    private static final List<Column> SCHEMA =
            List.of(
                    new Column("l", ColumnType.LONG),
                    new Column("m", ColumnType.LONG),
                    new Column("d", ColumnType.DOUBLE),
                    new Column("e", ColumnType.DOUBLE),
                    new Column("s", ColumnType.STRING),
                    new Column("b", ColumnType.BOOLEAN),
                    new Column("day", ColumnType.DATE),
                    new Column("at", ColumnType.TIMESTAMP));

    // Rules that may turn an error into a value or back: Spark promises neither.
    private static final String WITHOUT =
            String.join(
                    ",",
                    List.of(
                            rule("ReorderAssociativeOperator"),
                            rule("BooleanSimplification"),
                            rule("SimplifyConditionals"),
                            rule("SimplifyBinaryComparison"),
                            rule("NullPropagation"),
                            rule("PushFoldableIntoBranches"),
                            rule("ConstantFolding")));

    private final SparkValues oracle = new SparkValues();

    private static String rule(String name) {
        return "org.apache.spark.sql.catalyst.optimizer." + name;
    }

    @Test
    void computesWhatSparkComputesAndFailsWhereSparkFails() {
        var expressions = new RandomExpressions(SEED);
        var rows = rows();
        var disagreements = new ArrayList<String>();
        int values = 0;
        for (int i = 0; i < EXPRESSIONS; i++) {
            var text = expressions.next();
            var ours = new OurValues(text, rows);
            var theirs = oracle.of(text, ours.computed);
            if (!theirs.equals(ours.values)) {
                disagreements.add(text + "\n  ours   " + ours.values + "\n  Spark  " + theirs);
            }
            ours.failed.stream()
                    .limit(ERRORS_PROVED)
                    .filter(row -> !oracle.fails(text, row))
                    .forEach(row ->
                            disagreements.add(
                                    text + "\n  fails only here: " + Arrays.toString(row)));
            values += ours.values.size();
        }
        assertThat(disagreements).isEmpty();
        assertThat(values).isGreaterThan(EXPRESSIONS * ROWS / 3);
    }

    /** What the transform's evaluator makes of each row. */
    private static final class OurValues {

        final List<Object[]> computed = new ArrayList<>();
        final List<Object> values = new ArrayList<>();
        final List<Object[]> failed = new ArrayList<>();

        OurValues(String text, List<Object[]> rows) {
            var code = Expression.compile(text, SCHEMA).code();
            var frame = new Frame();
            for (var row : rows) {
                frame.values = row;
                try {
                    values.add(value(code, frame));
                    computed.add(row);
                } catch (EvaluationFailure | ArithmeticException failure) {
                    failed.add(row);
                }
            }
        }

        private static Object value(Evaluator code, Frame frame) {
            Object value =
                    switch (code) {
                        case Evaluator.OfDouble number -> number.evaluate(frame);
                        case Evaluator.OfLong number -> number.evaluate(frame);
                        case Evaluator.OfBoolean truth -> truth.evaluate(frame);
                        case Evaluator.OfObject object -> {
                            var evaluated = object.evaluate(frame);
                            frame.isNull = evaluated == null;
                            yield evaluated;
                        }
                    };
            return frame.isNull ? null : value;
        }
    }

    /** What Spark SQL makes of the same rows. */
    private final class SparkValues {

        private static final String FAILED = "failed: ";

        private SparkSession session;

        boolean fails(String text, Object[] row) {
            return of(text, Collections.singletonList(row)).toString().startsWith("[" + FAILED);
        }

        /** One value per row, or a failure where Spark refuses them. */
        List<Object> of(String text, List<Object[]> rows) {
            if (session == null) {
                session = sessions.open(ROWS);
                session.conf().set("spark.sql.optimizer.excludedRules", WITHOUT);
                // Otherwise nullif's first argument is computed even where it is not asked for.
                session.conf().set("spark.sql.alwaysInlineCommonExpr", true);
            }
            var frame =
                    session.createDataFrame(
                            rows.stream().map(RowFactory::create).toList(),
                            RowTypes.sparkSchema(SCHEMA));
            try {
                var values = new ArrayList<Object>();
                for (Row row : frame.selectExpr(text).collectAsList()) {
                    values.add(row.get(0));
                }
                return values;
            } catch (Exception refused) {
                return List.of(FAILED + refused.getMessage());
            }
        }
    }

    private static List<Object[]> rows() {
        var random = new Random(SEED);
        var wholes =
                List.of(0L, 1L, -1L, 7L, -12L, 2024L, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 53);
        var numbers =
                List.of(
                        0.0,
                        -0.0,
                        1.0,
                        -1.5,
                        2.5,
                        0.49999999999999994,
                        1.005,
                        123456.789,
                        1e15,
                        1e300,
                        -1e300,
                        4.9e-324,
                        9.3e18,
                        Double.NaN,
                        Double.POSITIVE_INFINITY,
                        Double.NEGATIVE_INFINITY);
        var texts =
                List.of(
                        "",
                        "12",
                        " 12 ",
                        "1.5",
                        "Stra\u00dfe",
                        "\u0130I",
                        "\t x ",
                        "\ud83d\ude00",
                        "true",
                        "z");
        var days = List.of("2024-02-29", "1969-12-31", "0001-01-01", "1582-10-10", "9999-12-31");
        var instants =
                List.of(
                        "2024-02-29T23:59:59.999999Z",
                        "1969-12-31T23:59:59.5Z",
                        "1900-01-01T00:00:00Z");
        var rows = new ArrayList<Object[]>();
        for (int i = 0; i < ROWS; i++) {
            rows.add(
                    new Object[] {
                        orNull(random, any(random, wholes)),
                        orNull(random, random.nextInt(20) - 10L),
                        orNull(random, any(random, numbers)),
                        orNull(random, random.nextGaussian() * 100),
                        orNull(random, any(random, texts)),
                        orNull(random, random.nextBoolean()),
                        orNull(random, LocalDate.parse(any(random, days))),
                        orNull(random, Instant.parse(any(random, instants)))
                    });
        }
        return rows;
    }

    private static <T> T any(Random random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static Object orNull(Random random, Object value) {
        return random.nextInt(7) == 0 ? null : value;
    }
}
