package dev.millrace.cli;

import dev.millrace.cli.platform.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;

/** Values given as {@code --param name=value}. */
final class ParameterValues {

    private ParameterValues() {}

    static Map<String, Object> parse(Map<String, String> given) {
        var values = new LinkedHashMap<String, Object>();
        given.forEach((name, text) -> values.put(name, value(text)));
        return values;
    }

    /** Numbers, booleans, lists and objects are JSON; everything else is a text. */
    private static Object value(String text) {
        try {
            var value = Json.STRICT.readValue(text, Object.class);
            return value == null ? text : value;
        } catch (JacksonException notJson) {
            return text;
        }
    }
}
