package dev.millrace.training.tracking;

import dev.millrace.contracts.training.MetricPoint;
import org.jspecify.annotations.Nullable;

/**
 * Behind which point of a history a page begins. Going on from a point costs no more than
 * beginning.
 */
record HistoryPlace(boolean isStart, long step, long at, double value) {

    private static final HistoryPlace START = new HistoryPlace(true, 0, 0, 0);

    static HistoryPlace parse(@Nullable String token) {
        if (token == null || token.isEmpty()) {
            return START;
        }
        try {
            var parts = token.split("_", -1);
            return new HistoryPlace(
                    false,
                    Long.parseLong(parts[0]),
                    Long.parseLong(parts[1]),
                    Double.longBitsToDouble(Long.parseUnsignedLong(parts[2], 16)));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException notOurs) {
            throw Limits.invalid(
                    "\"%s\" is not a page token of an earlier answer.".formatted(token));
        }
    }

    static String token(MetricPoint last) {
        return "%d_%d_%x"
                .formatted(
                        last.step(),
                        last.at().toEpochMilli(),
                        Double.doubleToLongBits(last.value()));
    }
}
