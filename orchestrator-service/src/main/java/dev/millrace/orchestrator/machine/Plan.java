package dev.millrace.orchestrator.machine;

import dev.millrace.orchestrator.definition.Definition;
import dev.millrace.orchestrator.definition.StepDefinition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A definition, indexed by what a run asks of it. */
public final class Plan {

    private final Map<String, StepDefinition> steps = new LinkedHashMap<>();
    private final Map<String, List<String>> dependants = new HashMap<>();

    public Plan(Definition definition) {
        for (var step : definition.steps()) {
            steps.put(step.name(), step);
            for (var need : step.needs()) {
                dependants.computeIfAbsent(need, key -> new ArrayList<>()).add(step.name());
            }
        }
    }

    /** Each after those that it needs. */
    public Collection<StepDefinition> steps() {
        return steps.values();
    }

    public StepDefinition step(String name) {
        var step = steps.get(name);
        if (step == null) {
            throw new IllegalArgumentException("no step " + name);
        }
        return step;
    }

    public boolean has(String name) {
        return steps.containsKey(name);
    }

    public List<String> dependants(String name) {
        return dependants.getOrDefault(name, List.of());
    }
}
