package dev.millrace.transform;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The classes that the values of a row must have. */
final class RowShape {

    private final List<Column> columns;
    private final Class<?>[] classes;

    RowShape(List<Column> columns) {
        this.columns = columns;
        this.classes =
                columns.stream().map(column -> column.type().valueClass()).toArray(Class<?>[]::new);
    }

    void check(@Nullable Object[] values) {
        if (values.length != classes.length) {
            throw new IllegalArgumentException(
                    "a row of %d values was given; %d are expected: %s"
                            .formatted(values.length, classes.length, columns));
        }
        for (int i = 0; i < values.length; i++) {
            var value = values[i];
            if (value != null && value.getClass() != classes[i]) { // all of them are final classes
                throw Refusals.wrongClass(columns.get(i), value);
            }
        }
    }
}
