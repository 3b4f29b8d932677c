package dev.millrace.orchestrator.definition;

import org.jspecify.annotations.Nullable;

/** Finds the place that a field path such as {@code features[2].operations[0]} speaks of. */
final class NodePath {

    private NodePath() {}

    /** The place of the deepest part of the path that exists. */
    static Place place(Node root, String path) {
        var at = root;
        for (var part : path.split("[.\\[]", -1)) {
            var next = child(at, part);
            if (next == null) {
                return at.place();
            }
            at = next;
        }
        return at.place();
    }

    private static @Nullable Node child(Node node, String part) {
        return switch (node) {
            case Node.Mapping mapping -> mapping.get(part);
            case Node.Sequence sequence when part.matches("[0-9]{1,6}]") -> {
                int index = Integer.parseInt(part.substring(0, part.length() - 1));
                yield index < sequence.items().size() ? sequence.items().get(index) : null;
            }
            case Node.Sequence _ -> null;
            case Node.Scalar _ -> null;
        };
    }
}
