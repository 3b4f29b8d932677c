package dev.millrace.orchestrator.pipeline;

import dev.millrace.orchestrator.definition.Definition;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Definitions that were asked for lately; as many as together have so many steps. */
final class RememberedDefinitions {

    private static final int STEPS = 20_000;

    private final Map<String, Definition> definitions = new LinkedHashMap<>(16, 0.75f, true);
    private int steps;

    /** A version never changes, so that reading it twice at a time does no harm. */
    Definition get(String pipeline, int number, Supplier<Definition> reader) {
        var key = pipeline + "@" + number;
        synchronized (this) {
            var known = definitions.get(key);
            if (known != null) {
                return known;
            }
        }
        var read = reader.get();
        remember(key, read);
        return read;
    }

    private synchronized void remember(String key, Definition definition) {
        if (definitions.putIfAbsent(key, definition) == null) {
            steps += definition.steps().size();
        }
        var eldest = definitions.entrySet().iterator();
        while (steps > STEPS && definitions.size() > 1) {
            steps -= eldest.next().getValue().steps().size();
            eldest.remove();
        }
    }
}
