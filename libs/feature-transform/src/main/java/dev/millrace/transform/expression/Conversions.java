package dev.millrace.transform.expression;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;

/** What one value becomes in another type, as Spark's ANSI mode has it. */
final class Conversions {

    // Spark reads a date from yyyy, yyyy-m and yyyy-m-d; what follows a blank or T after the day is
    // ignored.
    private static final Pattern DATE =
            Pattern.compile(
                    "([+-]?\\d{4,7})(?:-(\\d{1,2})(?:-(\\d{1,2})(?:[ T].*)?)?)?", Pattern.DOTALL);

    private static final DateTimeFormatter TIMESTAMP =
            new DateTimeFormatterBuilder()
                    .appendPattern("uuuu-MM-dd HH:mm:ss")
                    .appendFraction(ChronoField.MICRO_OF_SECOND, 0, 6, true)
                    .toFormatter(Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private Conversions() {}

    static double toDouble(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException notPlain) {
            return switch (text.trim().toLowerCase(Locale.ROOT)) {
                case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
                case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
                case "nan" -> Double.NaN;
                default -> throw failure(text, "double");
            };
        }
    }

    static long toLong(String text) {
        try {
            return Long.parseLong(stripped(text));
        } catch (NumberFormatException notWhole) {
            throw failure(text, "bigint");
        }
    }

    /** Towards zero. */
    static long toLong(double number) {
        // 2^63 passes, as it does in Spark: the bound is rounded to it.
        if (Math.floor(number) <= Long.MAX_VALUE && Math.ceil(number) >= Long.MIN_VALUE) {
            return (long) number;
        }
        throw failure(Double.toString(number), "bigint");
    }

    static boolean toBoolean(String text) {
        return switch (stripped(text).toLowerCase(Locale.ROOT)) {
            case "t", "true", "y", "yes", "1" -> true;
            case "f", "false", "n", "no", "0" -> false;
            default -> throw failure(text, "boolean");
        };
    }

    static LocalDate toDate(String text) {
        var parts = DATE.matcher(stripped(text));
        try {
            if (parts.matches()) {
                int month = parts.group(2) == null ? 1 : Integer.parseInt(parts.group(2));
                int day = parts.group(3) == null ? 1 : Integer.parseInt(parts.group(3));
                return LocalDate.of(Integer.parseInt(parts.group(1)), month, day);
            }
        } catch (DateTimeException noSuchDay) {
            throw failure(text, "date");
        }
        throw failure(text, "date");
    }

    static String toText(Instant instant) {
        return TIMESTAMP.format(instant.truncatedTo(ChronoUnit.MICROS));
    }

    static double micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    /** Without whitespace and control characters around. */
    private static String stripped(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isSpace(text.charAt(from))) {
            from++;
        }
        while (from < to && isSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isSpace(char character) {
        return Character.isWhitespace(character) || Character.isISOControl(character);
    }

    private static EvaluationFailure failure(String text, String type) {
        var shown = text.length() <= 60 ? text : text.substring(0, 60) + "…";
        return new EvaluationFailure("\"%s\" cannot be cast to %s".formatted(shown, type));
    }
}
