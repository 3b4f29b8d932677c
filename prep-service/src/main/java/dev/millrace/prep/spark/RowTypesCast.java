package dev.millrace.prep.spark;

import static dev.millrace.contracts.failure.FailureCode.INVALID_RECIPE;

import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;

/** Brings a query's columns to the platform's types, and sees that their names are usable. */
final class RowTypesCast {

    private RowTypesCast() {}

    static Dataset<Row> toPlatformTypes(String field, Dataset<Row> rows) {
        StructField[] columns = rows.schema().fields();
        List<Mistake> mistakes = mistakes(field, columns);
        if (!mistakes.isEmpty()) {
            throw new PlatformException(
                    INVALID_RECIPE, mistakes.getFirst().message() + ".", mistakes);
        }
        Column[] converted = new Column[columns.length];
        for (int i = 0; i < columns.length; i++) {
            var type = RowTypes.sparkType(RowTypes.columnType(columns[i].dataType()).orElseThrow());
            Column column = rows.col(quoted(columns[i].name()));
            converted[i] =
                    type.equals(columns[i].dataType())
                            ? column
                            : column.cast(type).as(columns[i].name());
        }
        return rows.select(converted);
    }

    static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    private static List<Mistake> mistakes(String field, StructField[] columns) {
        List<Mistake> mistakes = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (StructField column : columns) {
            String name = column.name();
            if (!seen.add(name.toLowerCase(Locale.ROOT))) {
                mistakes.add(
                        Mistake.in(
                                field,
                                "gives the column %s twice (SQL does not tell upper from lower case); rename one with AS"
                                        .formatted(name)));
            }
            if (name.startsWith("__")) {
                mistakes.add(
                        Mistake.in(
                                field,
                                "gives the column %s, but names that start with two underscores are the platform's own"
                                        .formatted(name)));
            }
            if (RowTypes.columnType(column.dataType()).isEmpty()) {
                mistakes.add(
                        Mistake.in(
                                field,
                                "gives the column %s of type %s, which no feature can be made of (an array of numbers could); convert it with CAST or leave it out"
                                        .formatted(name, column.dataType().sql())));
            }
        }
        return mistakes;
    }
}
