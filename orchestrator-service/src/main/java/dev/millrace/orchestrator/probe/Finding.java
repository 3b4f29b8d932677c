package dev.millrace.orchestrator.probe;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that was found.
 *
 * @param what the same for the same thing, whoever finds it and however often
 */
public record Finding(String what, Map<String, @Nullable Object> facts) {

    /** What a path such as {@code outputs.model} names; null if it is not there. */
    public @Nullable Object fact(String path) {
        @Nullable Object value = facts;
        for (var name : path.split("\\.", -1)) {
            value = value instanceof Map<?, ?> fields ? fields.get(name) : null;
        }
        return value;
    }
}
