package dev.millrace.inference.serving;

import dev.millrace.contracts.training.CategoryLimits;
import dev.millrace.transform.Column;
import dev.millrace.transform.FittedTransform;
import dev.millrace.transform.RowRefused;
import dev.millrace.transform.RowTransform;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From raw rows to features. Compiled once, used by one thread at a time. */
final class FeatureReader {

    private final Column[] columns;
    private final Set<String> names;
    private final RowTransform transform;
    private final CategoryLimits limits;
    private final @Nullable Object[] values;
    private final int width;

    FeatureReader(FittedTransform transform, CategoryLimits limits) {
        this.columns = transform.inputs().toArray(Column[]::new);
        this.names = new HashSet<>(transform.inputs().stream().map(Column::name).toList());
        this.transform = transform.compile();
        this.limits = limits;
        this.values = new Object[columns.length];
        this.width = transform.width();
    }

    /**
     * The features of all rows, one after the other; refuses with INVALID_REQUEST, naming every
     * mistake.
     */
    float[] read(List<? extends @Nullable Map<String, ? extends @Nullable Object>> rows) {
        var features = new float[Math.multiplyExact(rows.size(), width)];
        var mistakes = new RowMistakes();
        for (int row = 0; row < rows.size() && !mistakes.isFull(); row++) {
            read(row, rows.get(row), features, mistakes);
        }
        mistakes.throwIfAny();
        return features;
    }

    private void read(
            int index,
            @Nullable Map<String, ? extends @Nullable Object> row,
            float[] features,
            RowMistakes mistakes) {
        if (row == null) {
            mistakes.add(
                    index, "is null; an object with the columns %s is expected".formatted(names));
            return;
        }
        int before = mistakes.count();
        decode(index, row, mistakes);
        if (mistakes.count() > before) {
            return;
        }
        try {
            transform.apply(values, features, index * width);
            limits.outside(features, index * width)
                    .forEach(mistake -> mistakes.add(index, mistake.column(), mistake.message()));
        } catch (RowRefused refused) {
            mistakes.add(index, refused.column(), String.valueOf(refused.getMessage()));
        }
    }

    private void decode(
            int index, Map<String, ? extends @Nullable Object> row, RowMistakes mistakes) {
        int found = 0;
        for (int i = 0; i < columns.length; i++) {
            Column column = columns[i];
            Object json = row.get(column.name());
            values[i] = json == null ? null : FieldValue.of(column.type(), json);
            if (json != null || row.containsKey(column.name())) {
                found++;
            } else {
                mistakes.add(index, column.name(), "is missing; expected is " + expected(column));
            }
            if (json != null && values[i] == null) {
                mistakes.add(index, column.name(), mistyped(column, json));
            }
        }
        if (found < row.size()) {
            addUnknown(index, row, mistakes);
        }
    }

    private void addUnknown(
            int index, Map<String, ? extends @Nullable Object> row, RowMistakes mistakes) {
        for (String name : row.keySet()) {
            if (!names.contains(name)) {
                mistakes.add(
                        index,
                        name,
                        "is not a column of this endpoint; its columns are "
                                + String.join(", ", columnNames()));
            }
        }
    }

    private List<String> columnNames() {
        return List.of(columns).stream().map(Column::name).toList();
    }

    private static String mistyped(Column column, Object json) {
        return "is %s; expected is %s".formatted(shown(json), expected(column));
    }

    private static String expected(Column column) {
        return FieldValue.expected(column.type());
    }

    private static String shown(Object json) {
        return switch (json) {
            case String text -> "the text \"%s\"".formatted(shortened(text));
            case Map<?, ?> map -> "an object";
            case List<?> list -> "an array";
            default -> shortened(json.toString());
        };
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
