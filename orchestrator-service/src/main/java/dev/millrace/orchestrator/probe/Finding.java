package dev.millrace.orchestrator.probe;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that was found.
 *
 * @param what the same for the same thing, whoever finds it and however often
 * @param facts by name; one of them is {@code at}
 */
public record Finding(String what, Map<String, @Nullable Object> facts) {

    /** When it came about. */
    public Instant at() {
        return Instant.parse(String.valueOf(facts.get("at")));
    }

    /** What a path such as {@code outputs.model} names; null if it is not there. */
    public @Nullable Object fact(String path) {
        @Nullable Object value = facts;
        for (var name : path.split("\\.", -1)) {
            value = value instanceof Map<?, ?> fields ? fields.get(name) : null;
        }
        return value;
    }
}
