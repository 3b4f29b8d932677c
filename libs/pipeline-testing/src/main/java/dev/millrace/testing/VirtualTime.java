package dev.millrace.testing;

import java.time.Duration;
import java.util.StringJoiner;

/** Durations as people and definitions write them. */
final class VirtualTime {

    private VirtualTime() {}

    static Duration checked(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException(
                    "%s is negative, but time only goes on".formatted(duration));
        }
        return duration;
    }

    /** Such as {@code 1d 2h}, {@code 1m 30s}, {@code 250ms}. */
    static String told(Duration duration) {
        var parts = new StringJoiner(" ");
        part(parts, duration.toDays(), "d");
        part(parts, duration.toHoursPart(), "h");
        part(parts, duration.toMinutesPart(), "m");
        part(parts, duration.toSecondsPart(), "s");
        part(parts, duration.toMillisPart(), "ms");
        return parts.length() == 0 ? "0s" : parts.toString();
    }

    private static void part(StringJoiner parts, long amount, String unit) {
        if (amount != 0) {
            parts.add(amount + unit);
        }
    }
}
