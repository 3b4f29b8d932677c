package dev.millrace.inference.serving;

import dev.millrace.transform.ColumnType;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a JSON value as a column's type; strict, so that a mistake cannot become a number. */
final class FieldValue {

    /** Up to here every whole number is a double, so that 3.0 may stand for 3. */
    private static final double LARGEST_WHOLE = 1L << 53;

    private FieldValue() {}

    /**
     * The value as {@link ColumnType#valueClass} has it; null where the JSON value is none of it.
     */
    static @Nullable Object of(ColumnType type, Object json) {
        return switch (type) {
            case BOOLEAN -> json instanceof Boolean ? json : null;
            case LONG -> whole(json);
            case DOUBLE -> finite(json);
            case DATE -> json instanceof String text ? date(text) : null;
            case TIMESTAMP -> json instanceof String text ? instant(text) : null;
            case STRING -> json instanceof String ? json : null;
            case DOUBLE_ARRAY -> json instanceof List<?> list ? numbers(list) : null;
        };
    }

    /** What would be right. */
    static String expected(ColumnType type) {
        return switch (type) {
            case BOOLEAN -> "true or false";
            case LONG -> "a whole number of at most 64 bits";
            case DOUBLE -> "a number";
            case DATE -> "a date such as \"2024-05-31\"";
            case TIMESTAMP -> "an instant such as \"2024-05-31T12:00:00Z\"";
            case STRING -> "a text";
            case DOUBLE_ARRAY -> "an array of numbers";
        };
    }

    private static @Nullable Long whole(Object json) {
        return switch (json) {
            case Integer number -> Long.valueOf(number);
            case Long number -> number;
            case Double number
                    when number == Math.rint(number) && Math.abs(number) <= LARGEST_WHOLE ->
                    Long.valueOf(number.longValue());
            default -> null;
        };
    }

    private static @Nullable Double finite(Object json) {
        return switch (json) {
            case Double number -> Double.isFinite(number) ? number : null;
            case Integer number -> Double.valueOf(number);
            case Long number -> Double.valueOf(number);
            case BigInteger number -> finite(Double.valueOf(number.doubleValue()));
            default -> null;
        };
    }

    /** An element that is null becomes NaN, which the transform refuses with its position. */
    private static double @Nullable [] numbers(List<? extends @Nullable Object> elements) {
        var numbers = new double[elements.size()];
        for (int i = 0; i < numbers.length; i++) {
            var element = elements.get(i);
            var number = element == null ? Double.valueOf(Double.NaN) : finite(element);
            if (number == null) {
                return null;
            }
            numbers[i] = number;
        }
        return numbers;
    }

    private static @Nullable LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException malformed) {
            return null;
        }
    }

    private static @Nullable Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException withoutOffset) {
            return utc(text);
        }
    }

    private static @Nullable Instant utc(String text) {
        try {
            return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException malformed) {
            return null;
        }
    }
}
