package dev.millrace.orchestrator.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the references of a step, and tells those that mean nothing where they stand. */
final class StepReferences {

    private final Mistakes mistakes;

    StepReferences(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    List<ReferenceScan.Found> in(
            Role role,
            @Nullable StepType type,
            Node.Mapping body,
            @Nullable Node when,
            FieldPath path) {
        var scan = new ReferenceScan(mistakes);
        scan.scan(body, path);
        if (type == null || !type.mayUseSecrets()) {
            scan.found().forEach(this::noSecret);
        }
        if (when != null) {
            var condition = new ReferenceScan(mistakes);
            condition.scan(when, path.field("when"));
            condition.found().forEach(this::noSecret);
            scan.found().addAll(condition.found());
        }
        if (role != Role.EACH) {
            scan.found().forEach(this::noItem);
        }
        return scan.found();
    }

    private void noItem(ReferenceScan.Found found) {
        if (found.reference() instanceof Reference.Item
                || found.reference() instanceof Reference.Index) {
            mistakes.add(
                    found.place(),
                    found.field(),
                    "${%s} means something in the 'each' of a map only"
                            .formatted(found.reference()));
        }
    }

    /** A secret's value is known where a task is at work, and nowhere else. */
    private void noSecret(ReferenceScan.Found found) {
        if (found.reference() instanceof Reference.Secret secret) {
            mistakes.add(
                    found.place(),
                    found.field(),
                    "${%s} cannot be used here, but only in the fields of a step of type %s"
                            .formatted(secret, Text.listed(StepType.withSecrets())));
        }
    }
}
