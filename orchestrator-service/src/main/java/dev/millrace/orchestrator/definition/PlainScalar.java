package dev.millrace.orchestrator.definition;

import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The value of an unquoted scalar, by YAML's core schema. */
final class PlainScalar {

    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,40}");
    private static final Pattern DECIMAL =
            Pattern.compile(
                    "[-+]?(\\.[0-9]{1,60}|[0-9]{1,60}(\\.[0-9]{0,60})?)([eE][-+]?[0-9]{1,4})?");

    private PlainScalar() {}

    static @Nullable Object value(String text) {
        return switch (text) {
            case "", "~", "null", "Null", "NULL" -> null;
            case "true", "True", "TRUE" -> true;
            case "false", "False", "FALSE" -> false;
            default -> number(text);
        };
    }

    private static Object number(String text) {
        if (WHOLE.matcher(text).matches()) {
            var whole = new BigInteger(text);
            return whole.bitLength() < Long.SIZE ? (Object) whole.longValueExact() : whole;
        }
        return DECIMAL.matcher(text).matches() ? (Object) Double.valueOf(text) : text;
    }
}
