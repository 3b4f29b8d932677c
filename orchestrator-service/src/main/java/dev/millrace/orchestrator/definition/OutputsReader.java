package dev.millrace.orchestrator.definition;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what a run gives to whoever started it: names, and values that refer to its steps. */
final class OutputsReader {

    private final Mistakes mistakes;
    private final ReferenceScan scan;
    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

    OutputsReader(Mistakes mistakes) {
        this.mistakes = mistakes;
        this.scan = new ReferenceScan(mistakes);
    }

    /** By name, references not yet resolved. */
    Map<String, @Nullable Object> values() {
        return values;
    }

    List<ReferenceScan.Found> references() {
        return scan.found();
    }

    void read(@Nullable Node node) {
        if (node instanceof Node.Mapping mapping) {
            mapping.entries().forEach(this::output);
        } else if (node != null && node.plain() != null) {
            mistakes.add(
                    node.place(),
                    "outputs",
                    "is %s, but must be a mapping such as {model: \"${steps.train.modelVersion}\"}"
                            .formatted(node.kind()));
        }
    }

    private void output(String name, Node.Entry entry) {
        var path = FieldPath.of("outputs." + name);
        if (!name.matches(ParameterReader.NAME)) {
            mistakes.add(
                    entry.key(),
                    path.toString(),
                    "an output's name must be letters, digits, _ or -, starting with a letter");
        }
        values.put(name, entry.value().plain());
        int before = scan.found().size();
        scan.scan(entry.value(), path);
        for (var found : scan.found().subList(before, scan.found().size())) {
            if (!isKnownAtTheEnd(found.reference())) {
                mistakes.add(
                        found.place(),
                        found.field(),
                        "${%s} cannot be an output; refer to steps, parameters or the run"
                                .formatted(found.reference()));
            }
        }
    }

    private static boolean isKnownAtTheEnd(Reference reference) {
        return switch (reference) {
            case Reference.Output _, Reference.Parameter _, Reference.Fact _ -> true;
            case Reference.Item _, Reference.Index _, Reference.Secret _ -> false;
        };
    }
}
