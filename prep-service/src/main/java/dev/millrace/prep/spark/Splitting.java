package dev.millrace.prep.spark;

import static dev.millrace.prep.spark.RowTypesCast.quoted;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.prep.recipe.SplitRule;
import java.util.Locale;
import java.util.Objects;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Decides for each row to which part it belongs: column {@code __part}, the part's ordinal. */
final class Splitting {

    static final String PART = "__part";

    /** Rank in time, from 0; only after a split by time. */
    static final String RANK = "__rank";

    private final SplitRule rule;

    Splitting(SplitRule rule) {
        this.rule = rule;
    }

    /**
     * @param rows with their hashes
     */
    Dataset<Row> apply(Dataset<Row> rows) {
        return switch (rule.kind()) {
            case RANDOM -> rows.withColumn(PART, random());
            case STRATIFIED -> stratified(rows);
            case TIME -> byTime(rows);
            case COLUMN -> rows.withColumn(PART, named(rows));
        };
    }

    /** The seed has no part in a split by time. */
    long seed() {
        return switch (rule.kind()) {
            case RANDOM, STRATIFIED, COLUMN -> rule.seed();
            case TIME -> 0;
        };
    }

    private Column random() {
        Column position = RowHash.unit(RowHash.FIRST);
        return part(position.lt(rule.test()), position.lt(rule.test() + rule.validation()));
    }

    /** In each stratum exactly the rounded share: the rows with the lowest hashes. */
    private Dataset<Row> stratified(Dataset<Row> rows) {
        Column stratum = by(rows);
        Column size = count(lit(1)).over(Window.partitionBy(stratum));
        Column rank =
                row_number()
                        .over(Window.partitionBy(stratum).orderBy(RowHash.FIRST, RowHash.SECOND));
        Column test = round(size.multiply(rule.test()));
        Column validation = round(size.multiply(rule.validation()));
        return rows.withColumn(PART, part(rank.leq(test), rank.leq(test.plus(validation))));
    }

    private Dataset<Row> byTime(Dataset<Row> rows) {
        Column time = by(rows);
        Row counts = rows.agg(count(lit(1)), count(time)).first();
        long size = counts.getLong(0);
        if (counts.getLong(1) < size) {
            throw new PlatformException(
                    FailureCode.INVALID_DATA,
                    "A split by time needs the time of every row, but %s is null in %d of %d rows; filter them out first."
                            .formatted(rule.by(), size - counts.getLong(1), size));
        }
        long test = Math.round(size * rule.test());
        long validation = Math.round(size * rule.validation());
        Column rank = col(RANK);
        return ranked(rows.sort(time, RowHash.FIRST, RowHash.SECOND))
                .withColumn(PART, part(rank.geq(size - test), rank.geq(size - test - validation)));
    }

    /** Null where the column names no part: see {@link #unnamed}. */
    private Column named(Dataset<Row> rows) {
        Column name = by(rows);
        return when(name.equalTo(name(Part.TRAIN)), Part.TRAIN.ordinal())
                .when(name.equalTo(name(Part.VALIDATION)), Part.VALIDATION.ordinal())
                .when(name.equalTo(name(Part.TEST)), Part.TEST.ordinal());
    }

    /** Why there are rows without a part. */
    PlatformException unnamed(Dataset<Row> divided) {
        Object found = divided.filter(col(PART).isNull()).select(by(divided)).first().get(0);
        return new PlatformException(
                FailureCode.INVALID_DATA,
                "A split by column needs train, validation or test in every row, but %s is %s in one."
                        .formatted(rule.by(), found == null ? "null" : "\"" + found + "\""));
    }

    private static String name(Part part) {
        return part.name().toLowerCase(Locale.ROOT);
    }

    /** Numbers sorted rows without bringing them together in one place. */
    private static Dataset<Row> ranked(Dataset<Row> sorted) {
        StructType schema = sorted.schema().add(RANK, DataTypes.LongType, false);
        var numbered =
                sorted.toJavaRDD()
                        .zipWithIndex()
                        .map(row -> {
                            Object[] values = new Object[row._1().size() + 1];
                            for (int i = 0; i < row._1().size(); i++) {
                                values[i] = row._1().get(i);
                            }
                            values[values.length - 1] = row._2();
                            return RowFactory.create(values);
                        });
        return sorted.sparkSession().createDataFrame(numbered, schema);
    }

    private Column by(Dataset<Row> rows) {
        String name = Objects.requireNonNull(rule.by());
        if (RecipeRows.find(rows, name).isEmpty()) {
            throw RecipeRows.mistake("split.by", Cleaning.unknown(name, RowHash.without(rows)));
        }
        return col(quoted(name));
    }

    private static Column part(Column test, Column testOrValidation) {
        return when(test, Part.TEST.ordinal())
                .when(testOrValidation, Part.VALIDATION.ordinal())
                .otherwise(Part.TRAIN.ordinal());
    }
}
