package dev.millrace.orchestrator.definition;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A step as far as it can be read on its own, before it is seen among the others.
 *
 * @param place where its name stands
 * @param needs steps named in {@code needs}
 * @param references every reference in its body
 */
record StepDraft(
        StepDefinition step, Place place, List<Need> needs, List<ReferenceScan.Found> references) {

    /** A step named in {@code needs}. */
    record Need(String step, Place place, String field) {}

    /** The named and the implied ones. */
    Set<String> allNeeds() {
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

    StepDefinition complete() {
        return new StepDefinition(
                step.name(),
                step.type(),
                List.copyOf(allNeeds()),
                List.copyOf(referredSteps()),
                step.flow(),
                step.retry(),
                step.timeout(),
                step.limits(),
                step.body(),
                step.each(),
                step.undoes());
    }
}
