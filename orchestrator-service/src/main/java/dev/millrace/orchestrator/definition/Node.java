package dev.millrace.orchestrator.definition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A value of a definition, together with the place where it stands. */
sealed interface Node {

    Place place();

    /** The value without its places: maps, lists, text, numbers, booleans, null. */
    @Nullable Object plain();

    /** What to call it in a message. */
    String kind();

    /** How many values it holds, itself included. */
    int size();

    /** How many levels it has below itself. */
    default int height() {
        return switch (this) {
            case Scalar _ -> 0;
            case Sequence sequence -> 1 + highest(sequence.items().stream());
            case Mapping mapping ->
                    1 + highest(mapping.entries().values().stream().map(Entry::value));
        };
    }

    private static int highest(Stream<Node> nodes) {
        return nodes.mapToInt(Node::height).max().orElse(-1);
    }

    /** Text, a number, a boolean or null. */
    record Scalar(Place place, @Nullable Object value) implements Node {

        @Override
        public @Nullable Object plain() {
            return value;
        }

        @Override
        public String kind() {
            return Text.described(value);
        }

        @Override
        public int size() {
            return 1;
        }
    }

    /** A list. */
    record Sequence(Place place, List<Node> items, int size) implements Node {

        @Override
        public Object plain() {
            var plain = new ArrayList<@Nullable Object>(items.size());
            items.forEach(item -> plain.add(item.plain()));
            return plain;
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /** Named values, in the order of the text. */
    record Mapping(Place place, Map<String, Entry> entries, int size) implements Node {

        @Override
        public Map<String, @Nullable Object> plain() {
            var plain = new LinkedHashMap<String, @Nullable Object>();
            entries.forEach((name, entry) -> plain.put(name, entry.value().plain()));
            return plain;
        }

        @Override
        public String kind() {
            return "a mapping";
        }

        /** The value of that name; null where there is none. */
        @Nullable Node get(String name) {
            var entry = entries.get(name);
            return entry == null ? null : entry.value();
        }
    }

    /** A named value of a mapping; {@code key} is the place of the name. */
    record Entry(Place key, Node value) {}
}
