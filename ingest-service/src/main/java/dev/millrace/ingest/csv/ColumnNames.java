package dev.millrace.ingest.csv;

import dev.millrace.contracts.failure.Mistake;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What names the columns of a dataset may have: none empty, none twice. Names that differ in case
 * only count as the same, because SQL does not tell them apart.
 */
final class ColumnNames {

    /** Gives a mistake its place. */
    interface Place {
        Mistake of(int index, String message);
    }

    private ColumnNames() {}

    static List<Mistake> check(List<String> names, Place place) {
        var mistakes = new ArrayList<Mistake>();
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).isBlank()) {
                mistakes.add(place.of(i, "column %d has no name".formatted(i + 1)));
                continue;
            }
            Integer first = seen.putIfAbsent(names.get(i).toLowerCase(Locale.ROOT), i);
            if (first != null) {
                mistakes.add(
                        place.of(
                                i,
                                "columns %d and %d are both named \"%s\"; names must differ in more than case"
                                        .formatted(first + 1, i + 1, names.get(i))));
            }
        }
        return mistakes;
    }
}
