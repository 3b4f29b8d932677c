package dev.millrace.orchestrator.definition;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be said of the steps that draw conclusions, beyond their shape. */
final class DecisionCheck {

    private final Mistakes mistakes;

    DecisionCheck(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    /** A condition that decides something: one that compares constants decides nothing. */
    void condition(@Nullable Node node, String field) {
        if (!(node instanceof Node.Scalar scalar) || !(scalar.value() instanceof String text)) {
            return; // told by the shape check
        }
        try {
            if (Condition.parse(text).references().isEmpty()) {
                mistakes.add(node.place(), field, "compares constants only; refer to something");
            }
        } catch (InvalidExpression e) {
            mistakes.add(node.place(), field, e.problem());
        }
    }

    void candidates(@Nullable Node node, String field) {
        if (!(node instanceof Node.Mapping of)) {
            return;
        }
        var lengths =
                of.entries().values().stream()
                        .map(Node.Entry::value)
                        .filter(Node.Sequence.class::isInstance)
                        .map(figures -> ((Node.Sequence) figures).items().size())
                        .distinct()
                        .toList();
        if (of.entries().size() < 2) {
            mistakes.add(of.place(), field, "names fewer than two candidates to compare");
        }
        if (lengths.size() > 1 || lengths.contains(0)) {
            mistakes.add(
                    of.place(),
                    field,
                    "has lists of %s figures; each candidate needs as many, and at least one"
                            .formatted(
                                    Text.listed(lengths.stream().map(String::valueOf).toList())));
        }
    }

    void cases(@Nullable Node node, String field) {
        if (!(node instanceof Node.Sequence cases)) {
            if (node != null) { // a reference, since the shape is right
                mistakes.add(node.place(), field, "must be written out; it cannot be a reference");
            }
            return;
        }
        int count = cases.items().size();
        if (count == 0 || count > DefinitionLimits.CASES) {
            mistakes.add(
                    node.place(),
                    field,
                    "has %d cases, but must have from 1 to %d"
                            .formatted(count, DefinitionLimits.CASES));
        }
        for (int i = 0; i < count; i++) {
            if (cases.items().get(i) instanceof Node.Mapping one) {
                condition(one.get("when"), "%s[%d].when".formatted(field, i));
            }
        }
    }

    /** The steps that a choice names, in its order. */
    static List<StepDraft.Need> targets(Node.Mapping choice, String field) {
        var targets = new ArrayList<StepDraft.Need>();
        if (choice.get("cases") instanceof Node.Sequence cases) {
            for (int i = 0; i < cases.items().size(); i++) {
                if (cases.items().get(i) instanceof Node.Mapping one) {
                    target(one.get("then"), "%s.cases[%d].then".formatted(field, i), targets);
                }
            }
        }
        target(choice.get("otherwise"), field + ".otherwise", targets);
        return targets;
    }

    private static void target(@Nullable Node node, String field, List<StepDraft.Need> targets) {
        if (node instanceof Node.Scalar scalar && scalar.value() instanceof String step) {
            targets.add(new StepDraft.Need(step, node.place(), field));
        }
    }
}
