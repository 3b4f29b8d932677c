package dev.millrace.orchestrator.definition;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import java.util.ArrayList;
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

    /** The defaults, overridden by what a run is given; every mistake is told. */
    public Map<String, @Nullable Object> parametersOf(
            @Nullable Map<String, @Nullable Object> given) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(parameters);
        var mistakes = new ArrayList<Mistake>();
        if (given != null) {
            given.forEach((name, value) -> {
                if (!parameters.containsKey(name)) {
                    mistakes.add(unknown(name));
                }
                all.put(name, value);
            });
        }
        parameters.keySet().stream()
                .filter(name -> all.get(name) == null)
                .forEach(name -> mistakes.add(missing(name)));
        if (!mistakes.isEmpty()) {
            throw new PlatformException(
                    FailureCode.INVALID_REQUEST,
                    "the run's parameters are wrong: " + mistakes.getFirst().message(),
                    mistakes);
        }
        return all;
    }

    private Mistake unknown(String name) {
        return Mistake.in(
                "parameters." + name,
                "unknown parameter '%s'; the pipeline has %s"
                        .formatted(
                                name,
                                parameters.isEmpty()
                                        ? "none"
                                        : String.join(", ", parameters.keySet())));
    }

    private static Mistake missing(String name) {
        return Mistake.in(
                "parameters." + name,
                "the parameter '%s' has no default and must be given".formatted(name));
    }
}
