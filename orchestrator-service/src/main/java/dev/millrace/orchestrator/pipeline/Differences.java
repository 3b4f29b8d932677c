package dev.millrace.orchestrator.pipeline;

import dev.millrace.contracts.orchestrator.ChangeKind;
import dev.millrace.contracts.orchestrator.PipelineDiff;
import dev.millrace.contracts.orchestrator.PipelineDiff.Change;
import dev.millrace.contracts.orchestrator.PipelineDiff.FieldChange;
import dev.millrace.orchestrator.definition.Definition;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares named things field by field, down to the values that differ. */
final class Differences {

    private final List<FieldChange> found = new ArrayList<>();

    private Differences() {}

    static PipelineDiff between(int from, Definition before, int to, Definition after) {
        var fields = new Differences();
        fields.mappings("", before.fields(), after.fields());
        return new PipelineDiff(
                after.pipeline(),
                from,
                to,
                of(before.parameterFields(), after.parameterFields()),
                of(before.stepFields(), after.stepFields()),
                fields.found);
    }

    /** Those that were removed or changed, in their order, then those that were added. */
    private static List<Change> of(
            Map<String, ? extends Map<String, ?>> before,
            Map<String, ? extends Map<String, ?>> after) {
        var changes = new ArrayList<Change>();
        for (var name : union(before, after)) {
            var one = before.get(name);
            var other = after.get(name);
            if (one == null) {
                changes.add(new Change(name, ChangeKind.ADDED, List.of()));
            } else if (other == null) {
                changes.add(new Change(name, ChangeKind.REMOVED, List.of()));
            } else if (!one.equals(other)) {
                var differences = new Differences();
                differences.mappings("", one, other);
                changes.add(new Change(name, ChangeKind.CHANGED, differences.found));
            }
        }
        return changes;
    }

    private static LinkedHashSet<String> union(Map<?, ?> before, Map<?, ?> after) {
        var names = new LinkedHashSet<String>();
        before.keySet().forEach(name -> names.add(String.valueOf(name)));
        after.keySet().forEach(name -> names.add(String.valueOf(name)));
        return names;
    }

    private void mappings(String path, Map<?, ?> before, Map<?, ?> after) {
        for (var name : union(before, after)) {
            values(path.isEmpty() ? name : path + "." + name, before.get(name), after.get(name));
        }
    }

    private void values(String path, @Nullable Object before, @Nullable Object after) {
        if (Objects.equals(before, after)) {
            return;
        }
        if (before instanceof Map<?, ?> one && after instanceof Map<?, ?> other) {
            mappings(path, one, other);
        } else if (before instanceof List<?> one
                && after instanceof List<?> other
                && one.size() == other.size()) {
            for (int i = 0; i < one.size(); i++) {
                values("%s[%d]".formatted(path, i), one.get(i), other.get(i));
            }
        } else {
            found.add(new FieldChange(path, before, after));
        }
    }
}
