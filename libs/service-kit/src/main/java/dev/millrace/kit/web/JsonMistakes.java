package dev.millrace.kit.web;

import dev.millrace.contracts.failure.Mistake;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidFormatException;
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
            case InvalidFormatException format ->
                    "\"%s\" is not a valid %s"
                            .formatted(format.getValue(), format.getTargetType().getSimpleName());
            case MismatchedInputException mismatch when mismatch.getTargetType() != null ->
                    "does not fit the expected %s: %s"
                            .formatted(
                                    mismatch.getTargetType().getSimpleName(),
                                    mismatch.getOriginalMessage());
            default -> failure.getOriginalMessage();
        };
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
