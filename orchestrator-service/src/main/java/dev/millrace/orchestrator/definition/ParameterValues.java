package dev.millrace.orchestrator.definition;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A run's parameters: defaults, overridden by what was given.
 *
 * @param values those that are right
 * @param mistakes one for each of the others
 */
public record ParameterValues(Map<String, @Nullable Object> values, List<Mistake> mistakes) {

    public static ParameterValues of(
            Definition definition, @Nullable Map<String, @Nullable Object> given) {
        var values = new LinkedHashMap<String, @Nullable Object>(definition.parameters());
        if (given != null) {
            values.putAll(given);
        }
        var mistakes = new ArrayList<Mistake>();
        values.entrySet()
                .removeIf(entry -> {
                    var problem = problem(definition, entry.getKey(), entry.getValue());
                    if (problem != null) {
                        mistakes.add(Mistake.in("parameters." + entry.getKey(), problem));
                    }
                    return problem != null;
                });
        return new ParameterValues(values, mistakes);
    }

    /** Mistakes that there will be whatever the references among the values stand for. */
    public static List<Mistake> foreseen(
            Definition definition, @Nullable Map<String, @Nullable Object> given) {
        var values = given == null ? Map.<String, @Nullable Object>of() : given;
        var open =
                values.entrySet().stream()
                        .filter(entry -> !References.in(entry.getValue()).isEmpty())
                        .map(Map.Entry::getKey)
                        .filter(definition.parameters()::containsKey)
                        .map(name -> "parameters." + name)
                        .collect(Collectors.toSet());
        return of(definition, values).mistakes().stream()
                .filter(mistake -> !open.contains(mistake.field()))
                .toList();
    }

    private static @Nullable String problem(
            Definition definition, String name, @Nullable Object value) {
        var known = definition.parameters();
        if (!known.containsKey(name)) {
            return "unknown parameter '%s'; the pipeline has %s"
                    .formatted(name, known.isEmpty() ? "none" : String.join(", ", known.keySet()));
        }
        var rule = definition.rules().get(name);
        if (value == null) {
            return "the parameter '%s' has no default and must be given%s"
                    .formatted(name, rule == null ? "" : ": " + ParameterValue.form(rule.type()));
        }
        var problem = rule == null ? null : ParameterCheck.problem(rule, value);
        return problem == null ? null : "the parameter '%s' %s".formatted(name, problem);
    }

    /** All of them; refused with every mistake if there is one. */
    public Map<String, @Nullable Object> orRefused() {
        if (!mistakes.isEmpty()) {
            throw new PlatformException(
                    FailureCode.INVALID_REQUEST,
                    "the run's parameters are wrong: " + mistakes.getFirst().message(),
                    mistakes);
        }
        return values;
    }
}
