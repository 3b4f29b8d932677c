package dev.millrace.prep.profile;

import java.io.Serializable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What one pass gathers about one column. NaN and infinite numbers count as missing. */
final class ColumnSummary implements Serializable {

    private static final int MOST_DISTINCT = 10_000;

    private long missing;
    private final Moments moments = new Moments();
    private final ValueCounts values = new ValueCounts(MOST_DISTINCT);
    private final Comoments withTarget = new Comoments();

    void add(@Nullable Object value, @Nullable Object target) {
        Double number = number(value);
        if (value == null || (number != null && !Double.isFinite(number))) {
            missing++;
            return;
        }
        values.add(value instanceof double[] array ? Arrays.toString(array) : value);
        if (number != null) {
            moments.add(number);
            Double other = number(target);
            if (other != null && Double.isFinite(other)) {
                withTarget.add(number, other);
            }
        }
    }

    void merge(ColumnSummary later) {
        missing += later.missing;
        moments.merge(later.moments);
        values.merge(later.values);
        withTarget.merge(later.withTarget);
    }

    long missing() {
        return missing;
    }

    Moments moments() {
        return moments;
    }

    ValueCounts values() {
        return values;
    }

    @Nullable Double correlation() {
        return withTarget.correlation();
    }

    static @Nullable Double number(@Nullable Object value) {
        return value instanceof Number number ? Double.valueOf(number.doubleValue()) : null;
    }
}
