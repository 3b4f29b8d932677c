package dev.millrace.training.evaluation;

import dev.millrace.contracts.training.PartEvaluation.Slice;
import dev.millrace.contracts.training.PartEvaluation.Slices;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Metrics of the rows that have the same value in a raw column. */
final class SliceMetrics {

    private static final int MOST_VALUES = 20;

    private SliceMetrics() {}

    /**
     * @param values of the column, one for each of the first rows; those after them do not count
     */
    static Slices of(String column, List<@Nullable String> values, Predictions predictions) {
        if (values.size() > predictions.rows()) {
            throw new IllegalArgumentException(
                    "Column %s has %d values for %d rows"
                            .formatted(column, values.size(), predictions.rows()));
        }
        var groups = byFrequency(values);
        var slices =
                groups.stream()
                        .limit(MOST_VALUES)
                        .map(group ->
                                new Slice(
                                        group.value, predictions.pick(group.rowsArray()).metrics()))
                        .toList();
        var rest =
                groups.stream()
                        .skip(MOST_VALUES)
                        .flatMap(group -> group.rows.stream())
                        .mapToInt(Integer::intValue)
                        .toArray();
        return new Slices(
                column, slices, rest.length == 0 ? null : predictions.pick(rest).metrics());
    }

    private record Group(@Nullable String value, List<Integer> rows) {
        int[] rowsArray() {
            return rows.stream().mapToInt(Integer::intValue).toArray();
        }
    }

    /** The most frequent first; of equals the one that comes first in the part. */
    private static List<Group> byFrequency(List<@Nullable String> values) {
        Map<@Nullable String, Group> groups = new LinkedHashMap<>();
        for (int row = 0; row < values.size(); row++) {
            var value = values.get(row);
            groups.computeIfAbsent(value, _ -> new Group(value, new ArrayList<>())).rows.add(row);
        }
        return groups.values().stream()
                .sorted(Comparator.comparingInt((Group group) -> -group.rows.size()))
                .toList();
    }
}
