package dev.millrace.orchestrator.definition;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
}
