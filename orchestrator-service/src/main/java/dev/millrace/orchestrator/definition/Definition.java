package dev.millrace.orchestrator.definition;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline that was found right.
 *
 * @param parameters default values by name; null where a run must give one
 * @param steps each after those that it needs
 */
public record Definition(
        String pipeline, Map<String, @Nullable Object> parameters, List<StepDefinition> steps) {

    public Definition {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        steps = List.copyOf(steps);
    }
}
