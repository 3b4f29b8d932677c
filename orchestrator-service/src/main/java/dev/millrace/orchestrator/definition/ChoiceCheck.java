package dev.millrace.orchestrator.definition;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lets the steps that choices name start only where the choice comes to them. */
final class ChoiceCheck {

    private final Map<String, StepDraft> drafts = new LinkedHashMap<>();
    private final Set<String> names;
    private final Mistakes mistakes;
    private final Map<String, String> choiceOf = new HashMap<>();

    /** {@code names} are all steps, those included that could not be read. */
    ChoiceCheck(List<StepDraft> drafts, Set<String> names, Mistakes mistakes) {
        drafts.forEach(draft -> this.drafts.put(draft.step().name(), draft));
        this.names = names;
        this.mistakes = mistakes;
    }

    /** The same steps, in the same order. */
    List<StepDraft> compiled() {
        for (var draft : List.copyOf(drafts.values())) {
            for (var target : draft.targets()) {
                target(draft.step(), target);
            }
        }
        return List.copyOf(drafts.values());
    }

    private void target(StepDefinition choice, StepDraft.Need target) {
        var step = drafts.get(target.step());
        if (!names.contains(target.step())) {
            wrong(
                    target,
                    "unknown step '%s'%s"
                            .formatted(
                                    Text.shortened(target.step()),
                                    Text.suggestion(target.step(), names)));
        } else if (step != null && fits(choice, target, step)) {
            drafts.put(target.step(), step.chosenBy(choice.name(), target));
        }
    }

    /** Whether the step can be chosen, and was not chosen by this choice before. */
    private boolean fits(StepDefinition choice, StepDraft.Need target, StepDraft step) {
        var other = choiceOf.putIfAbsent(target.step(), choice.name());
        if (other != null) {
            if (!other.equals(choice.name())) {
                wrong(
                        target,
                        "'%s' is named by the choice '%s' already; a step can be chosen by one only"
                                .formatted(target.step(), other));
            }
            return false;
        }
        if (step.step().flow().last() && !choice.flow().last()) {
            wrong(
                    target,
                    "'%s' runs in 'finally', when all other steps have ended; it cannot be chosen"
                            .formatted(target.step()));
            return false;
        }
        if (step.step().flow().rule() != Rule.ALL_SUCCEEDED) {
            wrong(
                    target,
                    "'%s' has the trigger %s; a step that is chosen starts when the choice and all others that it needs have succeeded"
                            .formatted(target.step(), step.step().flow().rule()));
            return false;
        }
        return true;
    }

    private void wrong(StepDraft.Need target, String message) {
        mistakes.add(target.place(), target.field(), message);
    }
}
