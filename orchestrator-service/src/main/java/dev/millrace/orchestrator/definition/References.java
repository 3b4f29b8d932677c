package dev.millrace.orchestrator.definition;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the references in plain values that were found right. */
final class References {

    private final Set<Reference> found = new LinkedHashSet<>();

    static Set<Reference> in(@Nullable Object plain) {
        var references = new References();
        references.scan(plain);
        return references.found;
    }

    private void scan(@Nullable Object plain) {
        switch (plain) {
            case Map<?, ?> fields -> fields.values().forEach(this::scan);
            case List<?> items -> items.forEach(this::scan);
            case String text -> found.addAll(Template.stored(text).references());
            case null, default -> {}
        }
    }
}
