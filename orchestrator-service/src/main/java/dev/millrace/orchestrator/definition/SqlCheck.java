package dev.millrace.orchestrator.definition;

import java.util.List;
import java.util.stream.Stream;

/** What can be said about a step that uses a database. */
final class SqlCheck {

    private final Mistakes mistakes;

    SqlCheck(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    void check(Node.Mapping body, Place place, String field) {
        var said = Stream.of("query", "update", "from").filter(name -> has(body, name)).toList();
        if (said.size() != 1) {
            mistakes.add(
                    place,
                    field,
                    "says %s; a step has one of 'query', 'update' and 'from'"
                            .formatted(said.isEmpty() ? "none of them" : Text.listed(said)));
        }
        together(body, place, field, "from", "into");
        if (has(body, "into") && !has(body, "from")) {
            together(body, place, field, "into", "from");
        }
        if (has(body, "to")) {
            together(body, place, field, "to", "query");
        }
        for (var name : List.of("query", "update", "into")) {
            var text = body.get(name);
            if (text != null && ReferenceScan.holdsReferences(text)) {
                mistakes.add(
                        text.place(),
                        field + "." + name,
                        "holds a reference; write :name instead, and give its value in 'parameters', so that it cannot become SQL");
            }
        }
    }

    private void together(Node.Mapping body, Place place, String field, String one, String other) {
        if (has(body, one) && !has(body, other)) {
            mistakes.add(
                    place, field + "." + other, "'%s' needs '%s' beside it".formatted(one, other));
        }
    }

    private static boolean has(Node.Mapping body, String name) {
        var node = body.get(name);
        return node != null && !(node instanceof Node.Scalar scalar && scalar.value() == null);
    }
}
