package dev.millrace.prep.profile;

import java.io.Serializable;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How often each value occurs, exactly, up to a number of distinct values; beyond it gives up. */
final class ValueCounts implements Serializable {

    private final int mostDistinct;
    private @Nullable HashMap<Object, Long> counts = new HashMap<>();

    ValueCounts(int mostDistinct) {
        this.mostDistinct = mostDistinct;
    }

    void add(Object value) {
        if (counts != null) {
            counts.merge(value, 1L, Long::sum);
            giveUpBeyondLimit();
        }
    }

    void merge(ValueCounts later) {
        if (later.counts == null) {
            giveUp();
        }
        if (counts != null && later.counts != null) {
            for (var entry : later.counts.entrySet()) {
                counts.merge(entry.getKey(), entry.getValue(), Long::sum);
            }
            giveUpBeyondLimit();
        }
    }

    private void giveUpBeyondLimit() {
        if (counts != null && counts.size() > mostDistinct) {
            giveUp();
        }
    }

    void giveUp() {
        counts = null;
    }

    /** Null where there were too many. */
    @Nullable Map<Object, Long> counts() {
        return counts;
    }

    /** Most frequent first; equally frequent ones in their own order. */
    static List<Map.Entry<Object, Long>> top(Map<Object, Long> counts, int limit) {
        return counts.entrySet().stream()
                .sorted(
                        Map.Entry.<Object, Long>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry::getKey, ValueCounts::compare))
                .limit(limit)
                .toList();
    }

    /** Values of one column are of one class, and comparable. */
    @SuppressWarnings("unchecked")
    static int compare(Object one, Object other) {
        return ((Comparable<Object>) one).compareTo(other);
    }
}
