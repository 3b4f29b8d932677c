package dev.millrace.orchestrator.schedule;

import java.time.Duration;
import java.time.Instant;

/**
 * Instants equally far apart, on both sides of an anchor.
 *
 * @param every whole milliseconds
 * @param anchor whole milliseconds too
 */
record Interval(Duration every, Instant anchor) implements Timing {

    @Override
    public Instant next(Instant after) {
        long elapsed = after.toEpochMilli() - anchor.toEpochMilli();
        return anchor.plusMillis((Math.floorDiv(elapsed, every.toMillis()) + 1) * every.toMillis());
    }
}
