package dev.millrace.kit.web;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import dev.millrace.contracts.failure.Mistake;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says where a JSON document is wrong, in its author's words. */
public final class JsonMistakes {

    private JsonMistakes() {}

    /**
     * The mistake behind an exception of Jackson, with field, line and column where Jackson knows
     * them.
     */
    public static Mistake of(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof JacksonException json) {
                return mistake(json);
            }
        }
        return Mistake.in("", "the body is missing or cannot be read as JSON");
    }

    private static Mistake mistake(JacksonException failure) {
        var at = failure.getLocation();
        boolean known = at != null && at.getLineNr() > 0;
        return new Mistake(
                failure instanceof DatabindException ? path(failure) : "",
                known ? Long.valueOf(at.getLineNr()) : null,
                known ? Long.valueOf(at.getColumnNr()) : null,
                message(failure));
    }

    private static String message(JacksonException failure) {
        return switch (failure) {
            case UnrecognizedPropertyException unknown ->
                    "is not a known field; known here: "
                            + unknown.getKnownPropertyIds().stream()
                                    .map(String::valueOf)
                                    .sorted()
                                    .collect(Collectors.joining(", "));
            case InvalidTypeIdException unknown ->
                    (unknown.getTypeId() == null
                                    ? "needs a type"
                                    : "\"%s\" is not a known type".formatted(unknown.getTypeId()))
                            + "; known here: "
                            + types(unknown.getBaseType());
            case InvalidFormatException format ->
                    "\"%s\" is not %s"
                            .formatted(format.getValue(), expected(format.getTargetType()));
            case MismatchedInputException mismatch when mismatch.getTargetType() != null ->
                    "must be " + expected(mismatch.getTargetType());
            default -> failure.getOriginalMessage();
        };
    }

    private static String types(JavaType base) {
        var subtypes = base.getRawClass().getAnnotation(JsonSubTypes.class);
        return subtypes == null
                ? "none"
                : Arrays.stream(subtypes.value())
                        .map(JsonSubTypes.Type::name)
                        .sorted()
                        .collect(Collectors.joining(", "));
    }

    /** What stands there in the words of JSON: no Java type reaches a client. */
    private static String expected(Class<?> type) {
        if (type.isEnum()) {
            return "one of " + Arrays.toString(type.getEnumConstants());
        }
        if (CharSequence.class.isAssignableFrom(type)) {
            return "a text";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
            return isWhole(type) ? "a whole number" : "a number";
        }
        if (Collection.class.isAssignableFrom(type) || type.isArray()) {
            return "a list";
        }
        return type.getName().startsWith("java.") && !Map.class.isAssignableFrom(type)
                ? "a " + type.getSimpleName()
                : "an object";
    }

    private static boolean isWhole(Class<?> type) {
        return List.of(Integer.class, int.class, Long.class, long.class).contains(type);
    }

    private static String path(JacksonException failure) {
        var path = new StringBuilder();
        for (var step : failure.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.toString();
    }
}
