package dev.millrace.orchestrator.definition;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a step's {@code needs}. */
final class NeedsCheck {

    private final Mistakes mistakes;

    NeedsCheck(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    List<StepDraft.Need> needs(@Nullable Node node, String field) {
        if (node == null) {
            return List.of();
        }
        var needs = new ArrayList<StepDraft.Need>();
        if (node instanceof Node.Sequence sequence) {
            for (int i = 0; i < sequence.items().size(); i++) {
                var at = "%s[%d]".formatted(field, i);
                var item = sequence.items().get(i);
                if (item instanceof Node.Scalar scalar && scalar.value() != null) {
                    needs.add(new StepDraft.Need(scalar.value().toString(), item.place(), at));
                } else {
                    mistakes.add(
                            item.place(),
                            at,
                            "is %s, but must be a step's name".formatted(item.kind()));
                }
            }
        } else {
            mistakes.add(
                    node.place(),
                    field,
                    "is %s, but must be a list of step names such as [ingest]"
                            .formatted(node.kind()));
        }
        return needs;
    }
}
