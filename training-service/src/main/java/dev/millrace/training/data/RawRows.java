package dev.millrace.training.data;

import dev.millrace.transform.Column;
import dev.millrace.transform.ColumnType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** Gives raw values and features of each row to a target, until it wants no more. */
final class RawRows implements RowShape {

    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final Predicate<RawRow> target;
    private boolean more = true;
    private Map<String, @Nullable Object> values = new LinkedHashMap<>();
    private float[] features = new float[16];
    private int width;

    RawRows(List<Column> columns, Predicate<RawRow> target) {
        columns.forEach(column -> this.columns.put(column.name(), column));
        this.target = target;
    }

    boolean wantsMore() {
        return more;
    }

    @Override
    public boolean wants(String column) {
        return column.equals(FEATURES) || columns.containsKey(column);
    }

    @Override
    public Converter converter(Type field) {
        var column = columns.get(field.getName());
        if (column == null) {
            return Converters.floats(this::add);
        }
        if (column.type() == ColumnType.DOUBLE_ARRAY) {
            return Converters.array(array -> values.put(column.name(), array));
        }
        return Converters.value(
                integers(column),
                Binary::toStringUsingUTF8,
                value -> values.put(column.name(), value));
    }

    @Override
    public void startRow() {
        values = new LinkedHashMap<>();
        columns.keySet().forEach(name -> values.put(name, null));
        width = 0;
    }

    @Override
    public void endRow() {
        more = target.test(new RawRow(values, Arrays.copyOf(features, width)));
    }

    private void add(float feature) {
        if (width == features.length) {
            features = Arrays.copyOf(features, 2 * width);
        }
        features[width++] = feature;
    }

    private static Function<Long, Object> integers(Column column) {
        return switch (column.type()) {
            case DATE -> day -> LocalDate.ofEpochDay(day).toString();
            case TIMESTAMP -> micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
            case BOOLEAN, LONG, DOUBLE, STRING, DOUBLE_ARRAY -> number -> number;
        };
    }
}
