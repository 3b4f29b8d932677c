package dev.millrace.testing;

import dev.millrace.orchestrator.machine.Changes.Event;
import java.util.ArrayList;
import java.util.List;

/** The events of a run as text, one a line. */
final class Timeline {

    private Timeline() {}

    static String of(String pipeline, History history) {
        var rows = new ArrayList<List<String>>();
        for (var entry : history.entries()) {
            rows.add(
                    List.of(
                            VirtualTime.told(entry.after()),
                            who(entry.event()),
                            what(entry.event())));
        }
        int when = width(rows, 0);
        int who = width(rows, 1);
        var text = new StringBuilder("pipeline '%s' from %s".formatted(pipeline, history.start()));
        for (var row : rows) {
            text.append('\n')
                    .append(" ".repeat(2 + when - row.get(0).length()))
                    .append(row.get(0))
                    .append("  ")
                    .append(row.get(1))
                    .append(" ".repeat(2 + who - row.get(1).length()))
                    .append(row.get(2));
        }
        return text.toString();
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private static String who(Event event) {
        if (event.step() == null) {
            return "run";
        }
        return event.attempt() == 0
                ? event.step()
                : "%s #%d".formatted(event.step(), event.attempt());
    }

    private static String what(Event event) {
        var word = event.type().substring(event.type().indexOf('-') + 1);
        if (Boolean.TRUE.equals(event.data().get("caught"))) {
            word += ", caught";
        }
        return word.equals("started") || event.message().startsWith(word)
                ? (word.equals("started") ? word : event.message())
                : word + ": " + event.message();
    }
}
