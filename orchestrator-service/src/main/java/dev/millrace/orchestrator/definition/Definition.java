package dev.millrace.orchestrator.definition;

import dev.millrace.contracts.orchestrator.ParameterRule;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline that was found right.
 *
 * @param parameters default values by name; null where a run must give one
 * @param rules what a run may give for a parameter, by name; for those that say it
 * @param steps each after those that it needs
 * @param outputs what a run gives to whoever started it, references not yet resolved
 * @param timeout how long a run may take; null for no limit
 * @param lateAfter a run is told to be late when it has taken so long; null for never
 */
public record Definition(
        String pipeline,
        Map<String, @Nullable Object> parameters,
        Map<String, ParameterRule> rules,
        List<StepDefinition> steps,
        Map<String, @Nullable Object> outputs,
        @Nullable Duration timeout,
        @Nullable Duration lateAfter) {

    public Definition {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        // absent in what was compiled before
        rules = rules == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(rules));
        steps = List.copyOf(steps);
        outputs =
                outputs == null
                        ? Map.of()
                        : Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    }

    /** One whose parameters may be anything. */
    public Definition(
            String pipeline, Map<String, @Nullable Object> parameters, List<StepDefinition> steps) {
        this(pipeline, parameters, Map.of(), steps, Map.of(), null, null);
    }

    /** What each parameter says, by the names of a definition. */
    public Map<String, Map<String, @Nullable Object>> parameterFields() {
        var fields = new LinkedHashMap<String, Map<String, @Nullable Object>>();
        parameters.forEach((name, usual) -> fields.put(name, Fields.of(usual, rules.get(name))));
        return fields;
    }

    /** What it says of a run as a whole, by the names of a definition. */
    public Map<String, @Nullable Object> fields() {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put("outputs", outputs);
        fields.put("timeout", Fields.text(timeout));
        fields.put("lateAfter", Fields.text(lateAfter));
        return fields;
    }

    /** What each step says, by the names of a definition. */
    public Map<String, Map<String, @Nullable Object>> stepFields() {
        var fields = new LinkedHashMap<String, Map<String, @Nullable Object>>();
        steps.forEach(step -> fields.put(step.name(), Fields.of(step)));
        return fields;
    }
}
