package dev.millrace.orchestrator.definition;

import dev.millrace.contracts.failure.Failure;
import dev.millrace.contracts.failure.FailureCategory;
import dev.millrace.contracts.failure.FailureCode;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Failures as definitions name them: by category or by code. */
final class FailureNames {

    private FailureNames() {}

    static boolean cover(Collection<String> names, Failure failure) {
        return names.contains(failure.code().name())
                || names.contains(failure.code().category().name());
    }

    /** Reads a list of names; those that are none are told. */
    static List<String> read(Node node, String field, Mistakes mistakes) {
        if (!(node instanceof Node.Sequence sequence)) {
            mistakes.add(
                    node.place(),
                    field,
                    "is %s, but must be a list of failures such as [UPSTREAM, TIMED_OUT]"
                            .formatted(node.kind()));
            return List.of();
        }
        var known = known();
        for (int i = 0; i < sequence.items().size(); i++) {
            var item = sequence.items().get(i);
            var name = String.valueOf(item.plain());
            if (!known.contains(name)) {
                mistakes.add(
                        item.place(),
                        "%s[%d]".formatted(field, i),
                        "unknown failure '%s'%s"
                                .formatted(Text.shortened(name), Text.suggestion(name, known)));
            }
        }
        return sequence.items().stream().map(item -> String.valueOf(item.plain())).toList();
    }

    private static final Set<String> KNOWN = Collections.unmodifiableSet(all());

    static Set<String> known() {
        return KNOWN;
    }

    private static TreeSet<String> all() {
        var known = new TreeSet<String>();
        for (var category : FailureCategory.values()) {
            known.add(category.name());
        }
        for (var code : FailureCode.values()) {
            known.add(code.name());
        }
        return known;
    }
}
