package dev.millrace.training.mlflow;

import dev.millrace.training.tracking.Limits;
import dev.millrace.training.tracking.Point;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Params, tags and metrics as MLflow's messages hold them. */
final class Entries {

    private Entries() {}

    /** A param, or a tag of anything. */
    record Entry(@Nullable String key, @Nullable String value) implements MlflowMessage {}

    /** A point of a metric; the name is given where the message is about one run. */
    record Metric(
            @Nullable String key,
            @Nullable Double value,
            @Nullable Long timestamp,
            @Nullable Long step)
            implements MlflowMessage {

        Point point() {
            return new Point(
                    required("key", key),
                    step == null ? 0 : step,
                    required("timestamp", timestamp),
                    required("value", value));
        }
    }

    /** By key; a key that comes twice with two values is refused. */
    static Map<String, String> map(@Nullable List<Entry> entries) {
        var map = new LinkedHashMap<String, String>();
        for (var entry : entries == null ? List.<Entry>of() : entries) {
            var key = required("key", entry.key());
            var value = entry.value() == null ? "" : entry.value();
            var before = map.put(key, value);
            if (before != null && !before.equals(value)) {
                throw Limits.invalid(
                        "The key \"%s\" comes twice, with the values \"%s\" and \"%s\"."
                                .formatted(key, before, value));
            }
        }
        return map;
    }

    static List<Entry> list(Map<String, String> map) {
        return map.entrySet().stream()
                .map(entry -> new Entry(entry.getKey(), entry.getValue()))
                .toList();
    }

    static <T> T required(String field, @Nullable T value) {
        if (value == null || value.equals("")) {
            throw Limits.invalid("Missing value for required parameter '%s'.".formatted(field));
        }
        return value;
    }

    /** As given, or what MLflow takes then; at least 1. */
    static int limit(@Nullable Integer given, int usual, int most) {
        int limit = given == null ? usual : given;
        if (limit < 1 || limit > most) {
            throw Limits.invalid("max_results must be 1 to %d, not %d.".formatted(most, limit));
        }
        return limit;
    }
}
