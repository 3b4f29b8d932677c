package dev.millrace.orchestrator.definition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Puts parameters in the place of values that are one reference to them, so that steps can be
 * checked as they will be sent. A value that looks like a reference itself is left out.
 */
record Substitution(Map<String, @Nullable Object> parameters) {

    private static final Set<String> PARTS = Set.of("fragments", "steps", "finally");

    /** The same definition; its parameters stay as they are. */
    Node steps(Node root) {
        return root instanceof Node.Mapping mapping
                ? entries(mapping, name -> PARTS.contains(name))
                : root;
    }

    private Node entries(Node.Mapping mapping, Predicate<String> which) {
        var entries = new LinkedHashMap<String, Node.Entry>();
        mapping.entries()
                .forEach((name, entry) ->
                        entries.put(
                                name,
                                which.test(name)
                                        ? new Node.Entry(entry.key(), in(entry.value()))
                                        : entry));
        return new Node.Mapping(mapping.place(), entries, mapping.size());
    }

    private Node in(Node node) {
        return switch (node) {
            case Node.Mapping mapping -> entries(mapping, name -> true);
            case Node.Sequence sequence ->
                    new Node.Sequence(
                            sequence.place(),
                            sequence.items().stream().map(this::in).toList(),
                            sequence.size());
            case Node.Scalar scalar -> value(scalar);
        };
    }

    private Node value(Node.Scalar scalar) {
        if (!(scalar.value() instanceof String text) || !ReferenceScan.isOneReference(scalar)) {
            return scalar;
        }
        try {
            if (Template.parse(text).references().getFirst()
                            instanceof Reference.Parameter parameter
                    && parameters.get(parameter.name()) != null) {
                var value = node(scalar.place(), parameters.get(parameter.name()));
                return ReferenceScan.holdsReferences(value) ? scalar : value;
            }
        } catch (InvalidExpression e) {
            return scalar; // told by the check
        }
        return scalar;
    }

    private static Node node(Place place, @Nullable Object value) {
        return switch (value) {
            case Integer whole -> new Node.Scalar(place, whole.longValue());
            case List<?> list -> {
                var items = new ArrayList<Node>();
                list.forEach(item -> items.add(node(place, item)));
                yield new Node.Sequence(place, items, items.size());
            }
            case Map<?, ?> map -> {
                var entries = new LinkedHashMap<String, Node.Entry>();
                map.forEach((name, item) ->
                        entries.put(name.toString(), new Node.Entry(place, node(place, item))));
                yield new Node.Mapping(place, entries, entries.size());
            }
            case null, default -> new Node.Scalar(place, value);
        };
    }
}
