package dev.millrace.orchestrator.definition;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What can be said of the steps that wait for others, beyond their shape. */
final class ControlCheck {

    private final Mistakes mistakes;

    ControlCheck(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    void map(Node.Mapping step, String field) {
        if (step.get("over") instanceof Node.Sequence over
                && over.items().size() > DefinitionLimits.ITEMS) {
            mistakes.add(
                    over.place(),
                    field + ".over",
                    "has %,d items; at most %,d are allowed"
                            .formatted(over.items().size(), DefinitionLimits.ITEMS));
        }
    }

    /** The circle of pipelines that contain each other is looked for before any run. */
    void pipeline(Node.Mapping step, String field) {
        constant(step.get("pipeline"), field + ".pipeline");
        constant(step.get("version"), field + ".version");
    }

    private void constant(@Nullable Node node, String field) {
        if (node != null && ReferenceScan.holdsReferences(node)) {
            mistakes.add(
                    node.place(),
                    field,
                    "must be a constant: that no pipeline contains itself is checked when it is"
                            + " posted, before any reference has a value");
        }
    }

    void waiting(Node.Mapping step, Place place, String field, Duration timeout) {
        var duration = step.get("for");
        var until = step.get("until");
        if ((said(duration) ? 1 : 0) + (said(until) ? 1 : 0) != 1) {
            mistakes.add(
                    place,
                    field,
                    "say either how long to wait, such as 'for: 10m', or 'until' when, such as 'until: 2027-01-31T08:00:00Z'");
            return;
        }
        if (duration instanceof Node.Scalar scalar && scalar.value() instanceof String text) {
            DurationText.parse(text)
                    .filter(said -> said.compareTo(timeout) > 0)
                    .ifPresent(said ->
                            mistakes.add(
                                    duration.place(),
                                    field + ".for",
                                    "is longer than the step's timeout, %s; it would always fail"
                                            .formatted(DurationText.of(timeout))));
        }
    }

    private static boolean said(@Nullable Node node) {
        return node != null && node.plain() != null;
    }
}
