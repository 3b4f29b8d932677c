package dev.millrace.prep.spark;

import static dev.millrace.prep.spark.RowTypesCast.quoted;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import dev.millrace.contracts.prep.CleaningStep;
import dev.millrace.transform.ColumnType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** The typed steps over the rows that a recipe's SQL gives. */
final class Cleaning {

    private Cleaning() {}

    static Dataset<Row> apply(List<CleaningStep> steps, Dataset<Row> rows) {
        Dataset<Row> cleaned = rows;
        for (int i = 0; i < steps.size(); i++) {
            String field = "clean[" + i + "]";
            Dataset<Row> before = cleaned;
            CleaningStep step = steps.get(i);
            cleaned = RecipeRows.analysed(field, () -> apply(field, step, before));
        }
        return cleaned;
    }

    private static Dataset<Row> apply(String field, CleaningStep step, Dataset<Row> rows) {
        return switch (step) {
            case CleaningStep.DropDuplicates(var columns) ->
                    columns == null ? rows.distinct() : firstOf(field, columns, rows);
            case CleaningStep.Filter(var where) ->
                    Repeatability.require(field + ".where", rows.filter(where));
            case CleaningStep.Cast(var column, var to) -> cast(field, column, to, rows);
            case CleaningStep.Impute(var column, var value) -> impute(field, column, value, rows);
        };
    }

    /** Which of several rows stays is decided by their hash, not by their order. */
    private static Dataset<Row> firstOf(String field, List<String> columns, Dataset<Row> rows) {
        columns.forEach(column -> require(field + ".columns", column, rows));
        var alike = columns.stream().map(column -> col(quoted(column))).toArray(Column[]::new);
        var window = Window.partitionBy(alike).orderBy(RowHash.FIRST, RowHash.SECOND);
        return RowHash.without(
                RowHash.with(0, rows)
                        .withColumn("__rank", row_number().over(window))
                        .filter("__rank = 1")
                        .drop("__rank"));
    }

    private static Dataset<Row> cast(
            String field, String column, ColumnType to, Dataset<Row> rows) {
        ColumnType from = require(field + ".column", column, rows);
        Column value = col(quoted(column));
        Column converted = value.try_cast(RowTypes.sparkType(to));
        Column failed = value.isNotNull().and(converted.isNull());
        if (from == ColumnType.DOUBLE && to == ColumnType.LONG) {
            failed = failed.or(converted.cast("double").notEqual(value));
        }
        if (from.isNumeric() && to == ColumnType.BOOLEAN) {
            failed = failed.or(value.notEqual(0).and(value.notEqual(1)));
        }
        return rows.withColumn(
                column, when(failed, CastRefused.raise(column, to, value)).otherwise(converted));
    }

    private static Dataset<Row> impute(
            String field, String column, Object value, Dataset<Row> rows) {
        ColumnType type = require(field + ".column", column, rows);
        Object constant = constant(field + ".value", type, value);
        return rows.withColumn(column, coalesce(col(quoted(column)), lit(constant)));
    }

    private static Object constant(String field, ColumnType type, Object value) {
        try {
            return switch (type) {
                case BOOLEAN -> (Boolean) value;
                case LONG -> new BigDecimal(((Number) value).toString()).longValueExact();
                case DOUBLE -> ((Number) value).doubleValue();
                case STRING -> (String) value;
                case DATE -> LocalDate.parse((String) value);
                case TIMESTAMP -> Instant.parse((String) value);
                case DOUBLE_ARRAY -> throw new ClassCastException();
            };
        } catch (ClassCastException | ArithmeticException | DateTimeException unfit) {
            throw RecipeRows.mistake(field, "is %s, but the column is a %s".formatted(value, type));
        }
    }

    private static ColumnType require(String field, String column, Dataset<Row> rows) {
        return RowTypes.columns(rows.schema()).stream()
                .filter(known -> known.name().equals(column))
                .findFirst()
                .orElseThrow(() -> RecipeRows.mistake(field, unknown(column, rows)))
                .type();
    }

    static String unknown(String column, Dataset<Row> rows) {
        return "names the column %s, but there are only: %s"
                .formatted(column, String.join(", ", rows.columns()));
    }
}
