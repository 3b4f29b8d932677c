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

/** Looks at the steps together: who needs whom, and what is referred to. */
final class GraphCheck {

    private final Map<String, StepDraft> steps = new LinkedHashMap<>();
    private final Set<String> names;
    private final Set<String> parameters;
    private final Mistakes mistakes;

    /** {@code names} are all steps, those included that could not be read. */
    GraphCheck(
            List<StepDraft> drafts, Set<String> names, Set<String> parameters, Mistakes mistakes) {
        drafts.forEach(draft -> steps.put(draft.step().name(), draft));
        this.names = names;
        this.parameters = parameters;
        this.mistakes = mistakes;
    }

    void references() {
        for (var draft : steps.values()) {
            draft.needs().forEach(this::known);
            references(draft.references());
        }
    }

    void references(List<ReferenceScan.Found> found) {
        found.forEach(this::check);
    }

    /** Whether compensations refer to what is sure to be there when their step has succeeded. */
    void compensations() {
        for (var draft : steps.values()) {
            var undone = draft.step().undoes();
            var step = undone == null ? null : steps.get(undone);
            if (undone == null || step == null) {
                continue;
            }
            var known = step.allNeeds();
            for (var found : draft.references()) {
                if (found.reference() instanceof Reference.Output output
                        && names.contains(output.step())
                        && !output.step().equals(undone)
                        && !known.contains(output.step())) {
                    mistakes.add(
                            found.place(),
                            found.field(),
                            "refers to '%s'; a compensation can refer to its own step, '%s', and to steps that this one needs"
                                    .formatted(output.step(), undone));
                }
            }
        }
    }

    /** Whether each step's rule says anything of what it needs, and nothing waits for the end. */
    void rules() {
        for (var draft : steps.values()) {
            var flow = draft.step().flow();
            var field = draft.field();
            if (draft.allNeeds().isEmpty() && !flow.rule().makesSenseAlone()) {
                mistakes.add(
                        draft.place(),
                        field + ".trigger",
                        "%s says something of steps that this one needs, but it needs none"
                                .formatted(flow.rule()));
            }
            for (var need : draft.allNeeds()) {
                var needed = steps.get(need);
                if (!flow.last() && needed != null && needed.step().flow().last()) {
                    mistakes.add(
                            draft.place(),
                            field + ".needs",
                            "needs '%s', which runs in 'finally', when all other steps have ended"
                                    .formatted(need));
                }
            }
        }
    }

    private void known(StepDraft.Need need) {
        if (!names.contains(need.step())) {
            mistakes.add(
                    need.place(),
                    need.field(),
                    "unknown step '%s'%s"
                            .formatted(
                                    Text.shortened(need.step()),
                                    Text.suggestion(need.step(), names)));
        }
    }

    private void check(ReferenceScan.Found found) {
        switch (found.reference()) {
            case Reference.Parameter parameter -> {
                if (!parameters.contains(parameter.name())) {
                    mistakes.add(
                            found.place(),
                            found.field(),
                            "unknown parameter '%s'%s"
                                    .formatted(
                                            parameter.name(),
                                            Text.suggestion(parameter.name(), parameters)));
                }
            }
            case Reference.Output output -> output(found, output);
            case Reference.Fact _, Reference.Item _, Reference.Index _, Reference.Secret _ -> {}
        }
    }

    private void output(ReferenceScan.Found found, Reference.Output reference) {
        var step = steps.get(reference.step());
        if (!names.contains(reference.step())) {
            mistakes.add(
                    found.place(),
                    found.field(),
                    "%s refers to an unknown step '%s'%s"
                            .formatted(
                                    reference,
                                    reference.step(),
                                    Text.suggestion(reference.step(), names)));
        } else if (step != null && !step.step().type().hasOutput(reference.path())) {
            var type = step.step().type();
            mistakes.add(
                    found.place(),
                    found.field(),
                    "a %s step has no output '%s'%s"
                            .formatted(
                                    type,
                                    String.join(".", reference.path()),
                                    Text.suggestion(reference.path().getFirst(), type.outputs())));
        }
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
