package dev.millrace.transform;

import dev.millrace.transform.Operation.Array;
import dev.millrace.transform.Operation.Clip;
import dev.millrace.transform.Operation.Impute;
import dev.millrace.transform.Operation.Impute.Strategy;
import dev.millrace.transform.Operation.Log;
import dev.millrace.transform.Operation.MinMax;
import dev.millrace.transform.Operation.OneHot;
import dev.millrace.transform.Operation.Ordinal;
import dev.millrace.transform.Operation.Standard;
import dev.millrace.transform.TargetSpec.Scale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an operation asks of its parameters and of the values before it, and what it makes of them.
 */
final class OperationRules {

    static final int DEFAULT_CATEGORIES = 1_000;
    private static final int MOST_CATEGORIES = 100_000;

    private OperationRules() {}

    /** What is wrong with the operation whatever it is applied to; null if nothing. */
    static @Nullable String formMistake(Operation operation) {
        return switch (operation) {
            case Impute impute -> formMistake(impute);
            case Log(Double offset, _) when offset != null && !Double.isFinite(offset) ->
                    "offset must be a finite number";
            case Clip clip -> formMistake(clip);
            case OneHot(_, _, Integer most) -> categoriesMistake(most);
            case Ordinal(_, _, Integer most) -> categoriesMistake(most);
            case Array array -> formMistake(array);
            case Log _, Standard _, MinMax _ -> null;
        };
    }

    private static @Nullable String formMistake(Impute impute) {
        var value = impute.value();
        if (impute.strategy() == null) {
            return "impute needs a strategy: mean, median, most-frequent or constant";
        }
        if (impute.strategy() != Strategy.CONSTANT) {
            return value == null ? null : "only the strategy constant takes a value";
        }
        return value instanceof Number || value instanceof Boolean || value instanceof String
                ? null
                : "the strategy constant needs a value: a number, a boolean or a text";
    }

    private static @Nullable String formMistake(Clip clip) {
        double min = clip.min() == null ? Double.NEGATIVE_INFINITY : clip.min();
        double max = clip.max() == null ? Double.POSITIVE_INFINITY : clip.max();
        if (clip.min() == null && clip.max() == null) {
            return "clip needs min, max or both";
        }
        return min <= max ? null : "min %s is not at most max %s".formatted(min, max);
    }

    private static @Nullable String formMistake(Array array) {
        var divisor = array.divisor();
        if (divisor == null) {
            return null;
        }
        if (array.scale() != null && array.scale() != Scale.NONE) {
            return "give either a scale to learn or a divisor";
        }
        return Double.isFinite(divisor) && divisor != 0
                ? null
                : "divisor must be a finite number other than 0";
    }

    private static @Nullable String categoriesMistake(@Nullable Integer most) {
        return most == null || (most >= 1 && most <= MOST_CATEGORIES)
                ? null
                : "maxCategories must be from 1 to %,d".formatted(MOST_CATEGORIES);
    }

    /** Why the operation cannot take values of that type; null if it can. */
    static @Nullable String typeMistake(Operation operation, ColumnType type) {
        return switch (operation) {
            case Impute(var strategy, var value) when strategy == Strategy.CONSTANT ->
                    fits(value, type) ? null : "%s is not a %s".formatted(value, type);
            case Impute(var strategy, _) when strategy == Strategy.MOST_FREQUENT ->
                    categoryMistake(type);
            case OneHot _, Ordinal _ -> categoryMistake(type);
            case Array _ ->
                    type == ColumnType.DOUBLE_ARRAY
                            ? null
                            : "needs an array and gets a %s; make one in the recipe's SQL: array(a, b, …)"
                                    .formatted(type);
            case Impute _, Standard _, MinMax _, Log _, Clip _ -> numberMistake(type);
        };
    }

    private static @Nullable String numberMistake(ColumnType type) {
        if (type == ColumnType.DOUBLE_ARRAY) {
            return "needs a number and gets an array; the operation array takes it, and scales it too";
        }
        return type.isNumeric()
                ? null
                : "needs a number and gets a %s; use an expression with cast(… as double), or a categorical operation"
                        .formatted(type);
    }

    private static boolean fits(@Nullable Object value, ColumnType type) {
        return switch (type) {
            case LONG, DOUBLE ->
                    value instanceof Number number && Double.isFinite(number.doubleValue());
            case BOOLEAN -> value instanceof Boolean;
            case STRING -> value instanceof String;
            case DATE, TIMESTAMP, DOUBLE_ARRAY -> false;
        };
    }

    private static @Nullable String categoryMistake(ColumnType type) {
        return switch (type) {
            case LONG, DOUBLE, BOOLEAN, STRING -> null;
            case DOUBLE_ARRAY -> "cannot take an array; the operation array does";
            case DATE, TIMESTAMP ->
                    "cannot take a %s; use an expression such as year(…), month(…) or dayofweek(…)"
                            .formatted(type);
        };
    }

    /** The type of the values that come out. */
    static ColumnType after(Operation operation, ColumnType type) {
        return switch (operation) {
            case Impute(var strategy, var value) when strategy == Strategy.CONSTANT ->
                    type == ColumnType.LONG && !isWhole(value) ? ColumnType.DOUBLE : type;
            case Impute(var strategy, _) when strategy == Strategy.MOST_FREQUENT -> type;
            case Impute _, Standard _, MinMax _, Log _, Clip _, OneHot _, Ordinal _, Array _ ->
                    ColumnType.DOUBLE;
        };
    }

    static boolean isLast(Operation operation) {
        return operation instanceof OneHot
                || operation instanceof Ordinal
                || operation instanceof Array;
    }

    /** Whether a replacement leaves a LONG column one. */
    private static boolean isWhole(@Nullable Object value) {
        return value instanceof Long || value instanceof Integer || value instanceof Short;
    }

    /** The constant of an impute as a value of the type that comes out. */
    static Object constant(Impute impute, ColumnType type) {
        if (!(impute.value() instanceof Number number)) {
            return Objects.requireNonNull(impute.value());
        }
        return after(impute, type) == ColumnType.LONG
                ? (Object) number.longValue()
                : (Object) (number.doubleValue() + 0.0);
    }
}
