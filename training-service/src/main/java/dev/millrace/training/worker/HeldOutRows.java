package dev.millrace.training.worker;

import dev.millrace.kit.store.ObjectStore;
import dev.millrace.training.data.Table;
import dev.millrace.transform.FittedTarget;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Rows of a table that a fold has not learned from. */
record HeldOutRows(Table table, int[] rows, FittedTarget target) {

    /**
     * A held-out row.
     *
     * @param row raw values, the truth among them; numbers that JSON has no words for as text
     * @param output what the network says, row by row as in a model version's predictions
     */
    record Prediction(Map<String, @Nullable Object> row, double[] output, Object prediction) {}

    /** Stores one line of JSON for each row. */
    void write(double[] outputs, ObjectStore store, String key, JsonMapper json)
            throws IOException {
        int units = outputs.length / rows.length;
        try (var lines =
                new BufferedWriter(
                        new OutputStreamWriter(store.create(key), StandardCharsets.UTF_8))) {
            for (int place = 0; place < rows.length; place++) {
                var output = Arrays.copyOfRange(outputs, place * units, (place + 1) * units);
                var prediction =
                        new Prediction(values(rows[place]), output, target.predict(output));
                lines.append(json.writeValueAsString(prediction)).append('\n');
            }
        }
    }

    private Map<String, @Nullable Object> values(int row) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        var raw = table.rows().get(row);
        for (int index = 0; index < raw.length; index++) {
            values.put(table.columns().get(index).name(), shown(raw[index]));
        }
        return values;
    }

    private static @Nullable Object shown(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Double number when !Double.isFinite(number) -> number.toString();
            case Number number -> number;
            case Boolean truth -> truth;
            case double[] array -> array;
            default -> value.toString();
        };
    }
}
