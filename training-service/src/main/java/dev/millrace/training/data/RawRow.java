package dev.millrace.training.data;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row before and after the transform.
 *
 * @param values by column name, as a client writes them in JSON: dates and instants as ISO texts
 */
public record RawRow(Map<String, @Nullable Object> values, float[] features) {

    /** Whether JSON can carry the values: it knows no NaN and no infinity. */
    public boolean isSendable() {
        return values.values().stream()
                .noneMatch(value -> value instanceof Double number && !Double.isFinite(number));
    }
}
