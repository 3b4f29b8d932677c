package dev.millrace.orchestrator.definition;

import java.util.ArrayList;
import java.util.List;

/** Finds the references below a node. */
final class ReferenceScan {

    /** A reference, and where it stands. */
    record Found(Reference reference, Place place, FieldPath path) {

        String field() {
            return path.toString();
        }
    }

    private final Mistakes mistakes;
    private final List<Found> found = new ArrayList<>();

    ReferenceScan(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    List<Found> found() {
        return found;
    }

    void scan(Node node, FieldPath path) {
        switch (node) {
            case Node.Mapping mapping ->
                    mapping.entries()
                            .forEach((name, entry) -> scan(entry.value(), path.field(name)));
            case Node.Sequence sequence -> {
                for (int i = 0; i < sequence.items().size(); i++) {
                    scan(sequence.items().get(i), path.item(i));
                }
            }
            case Node.Scalar scalar -> scanText(scalar, path);
        }
    }

    private void scanText(Node.Scalar scalar, FieldPath path) {
        if (!(scalar.value() instanceof String text) || !Template.mayHoldReferences(text)) {
            return;
        }
        try {
            for (var reference : Template.parse(text).references()) {
                found.add(new Found(reference, scalar.place(), path));
            }
        } catch (InvalidExpression e) {
            mistakes.add(scalar.place(), path.toString(), e.problem());
        }
    }

    static boolean holdsReferences(Node node) {
        return switch (node) {
            case Node.Mapping mapping ->
                    mapping.entries().values().stream()
                            .anyMatch(entry -> holdsReferences(entry.value()));
            case Node.Sequence sequence ->
                    sequence.items().stream().anyMatch(ReferenceScan::holdsReferences);
            case Node.Scalar scalar ->
                    scalar.value() instanceof String text && Template.mayHoldReferences(text);
        };
    }

    static boolean isOneReference(Node node) {
        if (!(node instanceof Node.Scalar scalar)
                || !(scalar.value() instanceof String text)
                || !Template.mayHoldReferences(text)) {
            return false;
        }
        try {
            return Template.parse(text).isOneReference();
        } catch (InvalidExpression e) {
            return true; // told once, by the scan
        }
    }
}
