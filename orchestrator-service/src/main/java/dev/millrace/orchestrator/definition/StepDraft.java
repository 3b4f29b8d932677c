package dev.millrace.orchestrator.definition;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A step as far as it can be read on its own, before it is seen among the others.
 *
 * @param place where its name stands
 * @param needs steps named in {@code needs}
 * @param references every reference in it, and in what a map does with every item
 * @param targets steps that a choice names
 */
record StepDraft(
        StepDefinition step,
        Place place,
        List<Need> needs,
        List<ReferenceScan.Found> references,
        List<Need> targets) {

    /** A step named in {@code needs} or by a choice. */
    record Need(String step, Place place, String field) {}

    /** Where its fields are found. */
    String field() {
        if (step.undoes() != null) {
            return "steps.%s.compensate".formatted(step.undoes());
        }
        return (step.flow().last() ? "finally." : "steps.") + step.name();
    }

    /** The named and the implied ones; a compensation needs what it undoes, and that only. */
    Set<String> allNeeds() {
        if (step.undoes() != null) {
            return Set.of(step.undoes());
        }
        var all = new LinkedHashSet<String>();
        needs.forEach(need -> all.add(need.step()));
        all.addAll(referredSteps());
        return all;
    }

    Set<String> referredSteps() {
        var referred = new LinkedHashSet<String>();
        for (var found : references) {
            if (found.reference() instanceof Reference.Output output) {
                referred.add(output.step());
            }
        }
        return referred;
    }

    /** The same step, that starts only where the choice comes to it. */
    StepDraft chosenBy(String choice, Need target) {
        var chosen = new Reference.Output(choice, List.of("chosen"));
        var condition = "${%s} == \"%s\"".formatted(chosen, step.name());
        var flow = step.flow();
        var when = flow.when() == null ? condition : condition + " and " + flow.when();
        var more = new ArrayList<>(references);
        more.add(new ReferenceScan.Found(chosen, target.place(), FieldPath.of(target.field())));
        return new StepDraft(
                definition(
                        step.name(),
                        new Flow(flow.rule(), when, flow.catches(), flow.last()),
                        step.needs(),
                        step.references(),
                        step.undoes()),
                place,
                needs,
                more,
                targets);
    }

    /** The compensation of that step. */
    StepDraft undoing(String undone) {
        return new StepDraft(
                definition(undone + ".compensate", step.flow(), List.of(), List.of(), undone),
                place,
                List.of(),
                references,
                List.of());
    }

    /** What a map does with every item: it starts when the map does, and so needs nothing. */
    StepDefinition ofEach(boolean last) {
        var flow = new Flow(Rule.ALL_SUCCEEDED, null, step.flow().catches(), last);
        return definition(step.name(), flow, List.of(), List.copyOf(referredSteps()), null);
    }

    StepDefinition complete() {
        return definition(
                step.name(),
                step.flow(),
                List.copyOf(allNeeds()),
                List.copyOf(referredSteps()),
                step.undoes());
    }

    private StepDefinition definition(
            String name,
            Flow flow,
            List<String> needed,
            List<String> referred,
            @Nullable String undoes) {
        return new StepDefinition(
                name,
                step.type(),
                needed,
                referred,
                flow,
                step.retry(),
                step.timeout(),
                step.limits(),
                step.body(),
                step.each(),
                undoes);
    }
}
