package dev.millrace.cli.draft;

import dev.millrace.contracts.prep.Profile.ColumnProfile;
import dev.millrace.transform.ColumnType;
import java.util.Locale;

/** What a first pipeline does with a column. */
sealed interface Treatment {

    /** A number: scaled, and imputed where values are missing. */
    record Number(boolean hasMissing) implements Treatment {}

    /** One output per category. */
    record Category(boolean hasMissing) implements Treatment {}

    /** Not a feature, and why. */
    record LeftOut(String reason) implements Treatment {}

    int MOST_CATEGORIES = 50;

    static Treatment of(ColumnProfile column) {
        if (column.distinct() <= 1) {
            return new LeftOut("has one value only");
        }
        if (isIdentifier(column)) {
            return new LeftOut("looks like an identifier: every row has another value");
        }
        return switch (column.type()) {
            case LONG, DOUBLE -> new Number(column.missing() > 0);
            case BOOLEAN -> new Category(column.missing() > 0);
            case STRING ->
                    column.distinct() <= MOST_CATEGORIES
                            ? new Category(column.missing() > 0)
                            : new LeftOut(
                                    "has %d different texts, too many to tell apart one by one"
                                            .formatted(column.distinct()));
            case DOUBLE_ARRAY -> new LeftOut("is an array: add it with the operation array");
            case DATE, TIMESTAMP ->
                    new LeftOut("is a time: derive numbers from it, such as month(...), in sql");
        };
    }

    private static boolean isIdentifier(ColumnProfile column) {
        var name = column.name().toLowerCase(Locale.ROOT);
        var isNamedSo = name.equals("id") || name.endsWith("_id") || name.endsWith(" id");
        return column.distinct() == column.count()
                && (isNamedSo || column.type() == ColumnType.STRING);
    }
}
