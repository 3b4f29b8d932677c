package dev.millrace.orchestrator.definition;

import dev.millrace.contracts.orchestrator.ParameterType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/** What a single value may be, by the class that it is read as. */
final class ScalarShape {

    private static final Pattern ID =
            Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    /** Durations in JSON Schema. */
    static final Map<String, Object> DURATION =
            Map.of(
                    "type",
                    "string",
                    "pattern",
                    "^\\s*[0-9]{1,9}\\s*(ms|s|m|h|d)\\s*$",
                    "examples",
                    List.of("500ms", "10s", "5m", "2h", "1d"));

    private static final Map<String, Object> INSTANT =
            Map.of("type", "string", "examples", List.of("2027-01-31T08:00:00Z"));

    private ScalarShape() {}

    static boolean isTime(Class<?> type) {
        return type == Duration.class || type == Instant.class;
    }

    static boolean fits(Node.Scalar scalar, Class<?> type) {
        var value = scalar.value();
        if (type == String.class) {
            return value instanceof String;
        }
        if (type == int.class || type == Integer.class) {
            return value instanceof Long whole && whole == whole.intValue();
        }
        if (type == long.class || type == Long.class) {
            return value instanceof Long;
        }
        if (type == double.class || type == Double.class) {
            return value instanceof Number;
        }
        if (type == boolean.class || type == Boolean.class) {
            return value instanceof Boolean;
        }
        if (type == UUID.class) {
            return value instanceof String text && ID.matcher(text).matches();
        }
        if (isTime(type)) {
            return ParameterValue.read(kind(type), value) != null;
        }
        return !type.isEnum() || value instanceof String text && Shape.names(type).contains(text);
    }

    private static ParameterType kind(Class<?> time) {
        return time == Duration.class ? ParameterType.DURATION : ParameterType.INSTANT;
    }

    /** What to call a value that would be right. */
    static String expected(Class<?> type) {
        if (isWhole(type)) {
            return "a whole number";
        }
        if (type == double.class || type == Double.class) {
            return "a number";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == UUID.class) {
            return "an id, or a reference to one";
        }
        if (isTime(type)) {
            return ParameterValue.form(kind(type));
        }
        if (type.isEnum()) {
            return "one of " + Text.listed(Shape.names(type));
        }
        if (type == List.class) {
            return "a list";
        }
        return type == String.class
                ? "text (in quotes, where it looks like something else)"
                : "a mapping";
    }

    /** The same in JSON Schema. */
    static Map<String, Object> schema(Class<?> type) {
        if (isWhole(type)) {
            return Map.of("type", "integer");
        }
        if (type == double.class || type == Double.class) {
            return Map.of("type", "number");
        }
        if (type == boolean.class || type == Boolean.class) {
            return Map.of("type", "boolean");
        }
        if (type == UUID.class) {
            return Map.of("type", "string", "pattern", "^%s$".formatted(ID));
        }
        if (isTime(type)) {
            return type == Duration.class ? DURATION : INSTANT;
        }
        if (type.isEnum()) {
            return Map.of("type", "string", "enum", Shape.names(type));
        }
        return type == String.class ? Map.of("type", "string") : Map.of();
    }

    private static boolean isWhole(Class<?> type) {
        return type == int.class
                || type == Integer.class
                || type == long.class
                || type == Long.class;
    }
}
