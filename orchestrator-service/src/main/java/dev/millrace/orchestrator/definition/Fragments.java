package dev.millrace.orchestrator.definition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parts of steps that several steps have in common. A step that {@code extends} one says what the
 * fragment says, and what it says itself; its own word counts. What comes from a fragment keeps its
 * place there, so that mistakes are told where they were made.
 */
final class Fragments {

    static final String EXTENDS = "extends";

    /** Steps within a step. */
    private static final List<String> INNER = List.of("each", "compensate");

    private static final int LONGEST_CHAIN = 32;

    private final Mistakes mistakes;
    private final Map<String, Node.Mapping> written = new LinkedHashMap<>();
    private final Map<String, Node.Mapping> complete = new HashMap<>();
    private final Set<String> open = new LinkedHashSet<>();
    private int values;

    Fragments(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    void read(@Nullable Node node) throws Unreadable {
        if (node instanceof Node.Mapping mapping) {
            mapping.entries().forEach(this::fragment);
            for (var name : List.copyOf(written.keySet())) {
                complete(name);
            }
        } else if (node != null && node.plain() != null) {
            mistakes.add(
                    node.place(),
                    "fragments",
                    "is %s, but must be a mapping of names to parts of steps"
                            .formatted(node.kind()));
        }
    }

    private void fragment(String name, Node.Entry entry) {
        var field = "fragments." + name;
        new ValueReader(mistakes).name(new Node.Scalar(entry.key(), name), field);
        if (entry.value() instanceof Node.Mapping mapping) {
            written.put(name, mapping);
        } else {
            mistakes.add(
                    entry.value().place(),
                    field,
                    "is %s, but must be a mapping with fields of a step"
                            .formatted(entry.value().kind()));
        }
    }

    /** The same steps, with what they extend put in. */
    Node.Mapping in(Node.Mapping steps, String part) throws Unreadable {
        var entries = new LinkedHashMap<String, Node.Entry>();
        for (var entry : steps.entries().entrySet()) {
            var field = part + "." + entry.getKey();
            var step = extended(entry.getValue().value(), field);
            entries.put(entry.getKey(), new Node.Entry(entry.getValue().key(), inner(step, field)));
        }
        return new Node.Mapping(steps.place(), entries, steps.size());
    }

    private Node inner(Node node, String field) throws Unreadable {
        if (!(node instanceof Node.Mapping step)
                || INNER.stream().noneMatch(step.entries()::containsKey)) {
            return node;
        }
        var entries = new LinkedHashMap<>(step.entries());
        for (var name : INNER) {
            var entry = entries.get(name);
            if (entry != null) {
                var value = extended(entry.value(), field + "." + name);
                entries.put(name, new Node.Entry(entry.key(), value));
            }
        }
        return new Node.Mapping(step.place(), entries, step.size());
    }

    private Node extended(Node node, String field) throws Unreadable {
        var said = node instanceof Node.Mapping step ? step.get(EXTENDS) : null;
        if (said == null || !(node instanceof Node.Mapping step)) {
            return node;
        }
        var own = new LinkedHashMap<>(step.entries());
        own.remove(EXTENDS);
        var rest = new Node.Mapping(step.place(), own, step.size());
        var name = said instanceof Node.Scalar scalar ? String.valueOf(scalar.value()) : "";
        if (!written.containsKey(name)) {
            mistakes.add(
                    said.place(),
                    field + "." + EXTENDS,
                    "unknown fragment '%s'%s"
                            .formatted(
                                    Text.shortened(name), Text.suggestion(name, written.keySet())));
            return rest;
        }
        var base = complete(name);
        count(base.size() + rest.size(), said.place());
        return merged(base, rest);
    }

    /** The fragment with what it extends itself. */
    private Node.Mapping complete(String name) throws Unreadable {
        var known = complete.get(name);
        if (known != null) {
            return known;
        }
        var fragment = Objects.requireNonNull(written.get(name));
        if (open.contains(name) || open.size() == LONGEST_CHAIN) {
            chain(name, fragment.place());
            return new Node.Mapping(fragment.place(), Map.of(), 1);
        }
        open.add(name);
        var extended = (Node.Mapping) extended(fragment, "fragments." + name);
        open.remove(name);
        complete.put(name, extended);
        return extended;
    }

    private void chain(String name, Place place) {
        var chain = new ArrayList<>(open);
        chain.add(name);
        var circle = chain.subList(chain.indexOf(name), chain.size());
        mistakes.add(
                place,
                "fragments." + name + "." + EXTENDS,
                circle.size() > 1
                        ? "extends itself: " + Text.circle(circle)
                        : "extends more than %d fragments, each by the one before"
                                .formatted(LONGEST_CHAIN));
    }

    /** A few lines can come to very many values where many steps extend a long fragment. */
    private void count(int more, Place place) throws Unreadable {
        values += more;
        if (values > DefinitionLimits.VALUES) {
            throw new Unreadable(
                    place,
                    "holds more than %,d values once fragments are put in"
                            .formatted(DefinitionLimits.VALUES));
        }
    }

    private static Node.Mapping merged(Node.Mapping base, Node.Mapping own) {
        var entries = new LinkedHashMap<>(base.entries());
        own.entries()
                .forEach((name, entry) ->
                        entries.merge(
                                name,
                                entry,
                                (from, word) ->
                                        from.value() instanceof Node.Mapping one
                                                        && word.value()
                                                                instanceof Node.Mapping other
                                                ? new Node.Entry(word.key(), merged(one, other))
                                                : word));
        int size = 1 + entries.values().stream().mapToInt(entry -> entry.value().size()).sum();
        return new Node.Mapping(own.place(), entries, size);
    }
}
