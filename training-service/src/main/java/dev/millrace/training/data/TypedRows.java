package dev.millrace.training.data;

import dev.millrace.transform.Column;
import dev.millrace.transform.ColumnType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** Collects raw rows, their values as the transform takes them. */
final class TypedRows implements RowShape {

    private final List<Column> columns;
    private final Map<String, Integer> places = new HashMap<>();
    private final List<@Nullable Object[]> rows = new ArrayList<>();
    private @Nullable Object[] row = {};

    TypedRows(List<Column> columns) {
        this.columns = List.copyOf(columns);
        columns.forEach(column -> places.put(column.name(), places.size()));
    }

    /** The platform's type of a raw column; empty for what is none. */
    static Optional<Column> column(Type field) {
        if (field.getName().equals(FEATURES) || field.getName().equals(LABEL)) {
            return Optional.empty();
        }
        return Optional.of(new Column(field.getName(), type(field)));
    }

    private static ColumnType type(Type field) {
        if (!field.isPrimitive()) {
            return ColumnType.DOUBLE_ARRAY;
        }
        return switch (field.asPrimitiveType().getPrimitiveTypeName()) {
            case BOOLEAN -> ColumnType.BOOLEAN;
            case FLOAT, DOUBLE -> ColumnType.DOUBLE;
            case BINARY, FIXED_LEN_BYTE_ARRAY -> ColumnType.STRING;
            case INT32, INT64, INT96 ->
                    switch (field.getLogicalTypeAnnotation()) {
                        case DateLogicalTypeAnnotation _ -> ColumnType.DATE;
                        case TimestampLogicalTypeAnnotation _ -> ColumnType.TIMESTAMP;
                        case null, default -> ColumnType.LONG;
                    };
        };
    }

    Table table() {
        return new Table(columns, rows);
    }

    @Override
    public boolean wants(String column) {
        return places.containsKey(column);
    }

    @Override
    public Converter converter(Type field) {
        int place = place(field.getName());
        Consumer<Object> target = value -> row[place] = value;
        var type = columns.get(place).type();
        if (type == ColumnType.DOUBLE_ARRAY) {
            return Converters.array(target::accept);
        }
        return Converters.value(integers(type), Binary::toStringUsingUTF8, target);
    }

    private int place(String column) {
        var place = places.get(column);
        if (place == null) {
            throw new IllegalArgumentException("Column " + column + " was not asked for");
        }
        return place;
    }

    @Override
    public void startRow() {
        row = new @Nullable Object[columns.size()];
    }

    @Override
    public void endRow() {
        rows.add(row);
    }

    private static Function<Long, Object> integers(ColumnType type) {
        return switch (type) {
            case DATE -> LocalDate::ofEpochDay;
            case TIMESTAMP -> micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
            case BOOLEAN, LONG, DOUBLE, STRING, DOUBLE_ARRAY -> number -> number;
        };
    }
}
