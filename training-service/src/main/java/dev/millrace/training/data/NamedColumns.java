package dev.millrace.training.data;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * Collects single raw columns, whatever the transform makes of them; arrays cannot be asked for.
 */
final class NamedColumns implements RowShape {

    private final Map<String, List<@Nullable Object>> columns = new LinkedHashMap<>();
    private final int most;
    private int rows;

    /**
     * @param most rows at most
     */
    NamedColumns(List<String> names, int most) {
        names.forEach(name -> columns.put(name, new ArrayList<>()));
        this.most = most;
    }

    /** By name, a value for each row: dates and instants as ISO texts. */
    Map<String, List<@Nullable Object>> columns() {
        return columns;
    }

    boolean wantsMore() {
        return rows < most;
    }

    @Override
    public boolean wants(String column) {
        return columns.containsKey(column);
    }

    @Override
    public Converter converter(Type field) {
        return Converters.value(
                integers(field),
                Binary::toStringUsingUTF8,
                value -> values(field.getName()).set(rows, value));
    }

    @Override
    public void startRow() {
        columns.values().forEach(values -> values.add(null));
    }

    @Override
    public void endRow() {
        rows++;
    }

    private List<@Nullable Object> values(String name) {
        var values = columns.get(name);
        if (values == null) {
            throw new IllegalStateException("Column " + name + " was not asked for");
        }
        return values;
    }

    private static Function<Long, Object> integers(Type field) {
        return switch (field.getLogicalTypeAnnotation()) {
            case DateLogicalTypeAnnotation _ -> day -> LocalDate.ofEpochDay(day).toString();
            case TimestampLogicalTypeAnnotation _ ->
                    micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
            case null, default -> number -> number;
        };
    }
}
