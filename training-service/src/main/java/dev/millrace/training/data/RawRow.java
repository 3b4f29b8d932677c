package dev.millrace.training.data;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row before and after the transform.
 *
 * @param values by column name, as a client writes them in JSON: dates and instants as ISO texts,
 *     arrays as arrays of doubles
 */
public record RawRow(Map<String, @Nullable Object> values, float[] features) {

    /** Whether JSON can carry the values: it knows no NaN and no infinity. */
    public boolean isSendable() {
        return values.values().stream().allMatch(RawRow::isSendable);
    }

    private static boolean isSendable(@Nullable Object value) {
        return switch (value) {
            case Double number -> Double.isFinite(number);
            case double[] array -> Arrays.stream(array).allMatch(Double::isFinite);
            case null, default -> true;
        };
    }
}
