package dev.millrace.orchestrator.definition;

import dev.millrace.contracts.orchestrator.ParameterType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a parameter's value by its type, so that values can be compared. */
final class ParameterValue {

    /** Types whose values have an order. */
    static final Set<ParameterType> ORDERED =
            EnumSet.of(
                    ParameterType.INTEGER,
                    ParameterType.NUMBER,
                    ParameterType.DATE,
                    ParameterType.INSTANT,
                    ParameterType.DURATION);

    private ParameterValue() {}

    /** The value, equal to others that mean the same; null if it is not of the type. */
    static @Nullable Object read(ParameterType type, @Nullable Object value) {
        return switch (type) {
            case STRING -> value instanceof String ? value : null;
            case INTEGER -> isWhole(value) ? decimal(value) : null;
            case NUMBER -> decimal(value);
            case BOOLEAN -> value instanceof Boolean ? value : null;
            case DATE, INSTANT, DURATION -> value instanceof String text ? time(type, text) : null;
            case LIST -> value instanceof List<?> ? value : null;
            case MAPPING -> value instanceof Map<?, ?> ? value : null;
        };
    }

    private static boolean isWhole(@Nullable Object value) {
        return value instanceof Integer || value instanceof Long || value instanceof BigInteger;
    }

    private static @Nullable Object decimal(@Nullable Object value) {
        return value instanceof Number number && Double.isFinite(number.doubleValue())
                ? new BigDecimal(number.toString()).stripTrailingZeros()
                : null;
    }

    private static @Nullable Object time(ParameterType type, String text) {
        try {
            return switch (type) {
                case DATE -> LocalDate.parse(text);
                case INSTANT -> OffsetDateTime.parse(text).toInstant();
                default -> DurationText.parse(text).orElse(null);
            };
        } catch (DateTimeException notOne) {
            return null;
        }
    }

    /** The order of two values of an ordered type. */
    static int compare(ParameterType type, Object left, Object right) {
        return comparable(type, left).compareTo(comparable(type, right));
    }

    @SuppressWarnings("unchecked")
    private static Comparable<Object> comparable(ParameterType type, Object value) {
        if (read(type, value) instanceof Comparable<?> read) {
            return (Comparable<Object>) read;
        }
        throw new IllegalArgumentException("%s is no %s".formatted(value, type));
    }

    /** What a value of the type looks like. */
    static String form(ParameterType type) {
        return switch (type) {
            case STRING -> "text (in quotes, where it looks like something else)";
            case INTEGER -> "a whole number";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case DATE -> "a date such as 2026-03-01";
            case INSTANT -> "an instant such as 2026-03-01T12:00:00Z";
            case DURATION -> DurationText.FORM;
            case LIST -> "a list";
            case MAPPING -> "a mapping";
        };
    }
}
