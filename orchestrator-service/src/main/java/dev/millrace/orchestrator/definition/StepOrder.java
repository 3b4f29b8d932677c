package dev.millrace.orchestrator.definition;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Puts the steps in an order in which they can run. */
final class StepOrder {

    private final Map<String, StepDraft> steps = new LinkedHashMap<>();
    private final Mistakes mistakes;

    StepOrder(List<StepDraft> drafts, Mistakes mistakes) {
        drafts.forEach(draft -> steps.put(draft.step().name(), draft));
        this.mistakes = mistakes;
    }

    /**
     * The steps, each after those that it needs, otherwise in the order of the text, and then the
     * compensations; a cycle is a mistake, told with its path.
     */
    List<StepDefinition> inOrder() {
        var open = new HashMap<String, Integer>();
        var dependants = new HashMap<String, List<String>>();
        steps.forEach((name, draft) -> {
            var needs = draft.allNeeds().stream().filter(steps::containsKey).toList();
            open.put(name, needs.size());
            needs.forEach(
                    need -> dependants.computeIfAbsent(need, key -> new ArrayList<>()).add(name));
        });
        var ready = new ArrayDeque<String>();
        steps.keySet().stream()
                .filter(name -> Integer.valueOf(0).equals(open.get(name)))
                .forEach(ready::add);
        var ordered = new ArrayList<StepDefinition>();
        while (!ready.isEmpty()) {
            var name = ready.remove();
            ordered.add(draft(name).complete());
            for (var dependant : dependants.getOrDefault(name, List.of())) {
                if (open.merge(dependant, -1, Integer::sum) == 0) {
                    ready.add(dependant);
                }
            }
        }
        if (ordered.size() < steps.size()) {
            open.values().removeIf(count -> count == 0);
            cycle(open.keySet());
        }
        ordered.sort(Comparator.comparing(step -> step.undoes() != null));
        return ordered;
    }

    private StepDraft draft(String name) {
        return Objects.requireNonNull(steps.get(name));
    }

    /** Every step left over needs one that is left over, so following needs must come round. */
    private void cycle(Set<String> left) {
        var path = new ArrayList<String>();
        var seen = new HashSet<String>();
        var at = steps.keySet().stream().filter(left::contains).findFirst().orElseThrow();
        while (seen.add(at)) {
            path.add(at);
            at = draft(at).allNeeds().stream().filter(left::contains).findFirst().orElseThrow();
        }
        var circle = new ArrayList<>(path.subList(path.indexOf(at), path.size()));
        circle.add(at);
        mistakes.add(
                draft(at).place(),
                "steps." + at,
                "needs itself: %s (each needs the next); remove one of these needs"
                        .formatted(Text.circle(circle)));
    }
}
