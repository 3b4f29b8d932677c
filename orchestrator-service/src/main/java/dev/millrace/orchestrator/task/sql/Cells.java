package dev.millrace.orchestrator.task.sql;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands in a row, as JSON and CSV can hold it. */
final class Cells {

    private Cells() {}

    static List<String> names(ResultSet rows) throws SQLException {
        var names = new ArrayList<String>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
            names.add(rows.getMetaData().getColumnLabel(i));
        }
        return names;
    }

    static Map<String, @Nullable Object> row(ResultSet rows, List<String> names)
            throws SQLException {
        var row = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < names.size(); i++) {
            row.put(names.get(i), plain(rows.getObject(i + 1)));
        }
        return row;
    }

    static List<@Nullable String> texts(ResultSet rows, int columns) throws SQLException {
        var texts = new ArrayList<@Nullable String>(columns);
        for (int i = 1; i <= columns; i++) {
            var value = plain(rows.getObject(i));
            texts.add(value == null ? null : value.toString());
        }
        return texts;
    }

    private static @Nullable Object plain(@Nullable Object value) throws SQLException {
        return switch (value) {
            case null -> null;
            case Number number -> number;
            case Boolean flag -> flag;
            case Timestamp time -> time.toInstant().toString();
            case byte[] bytes -> Base64.getEncoder().encodeToString(bytes);
            case Array array -> {
                var plain = new ArrayList<@Nullable Object>();
                for (var each : Arrays.asList((Object[]) array.getArray())) {
                    plain.add(plain(each));
                }
                yield plain;
            }
            default -> value.toString();
        };
    }
}
