package dev.millrace.orchestrator.definition;

import dev.millrace.contracts.failure.Mistake;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was found wrong so far. */
final class Mistakes {

    private final List<Mistake> found = new ArrayList<>();

    /** So much is wrong that looking for more would help nobody, and could take very long. */
    static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1;

        private Enough() {
            super("too many mistakes", null, false, false);
        }
    }

    void add(Place place, @Nullable String field, String message) {
        found.add(new Mistake(field, place.line(), place.column(), message));
        if (found.size() >= DefinitionLimits.MISTAKES) {
            throw new Enough();
        }
    }

    void add(Mistake mistake) {
        found.add(mistake);
    }

    int count() {
        return found.size();
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** In the order of the text. */
    List<Mistake> inOrder() {
        var byPlace = Comparator.comparing(Mistakes::line).thenComparing(Mistakes::column);
        return found.stream().distinct().sorted(byPlace).toList();
    }

    private static long line(Mistake mistake) {
        return mistake.line() == null ? 0 : mistake.line();
    }

    private static long column(Mistake mistake) {
        return mistake.column() == null ? 0 : mistake.column();
    }
}
