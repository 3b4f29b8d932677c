package dev.millrace.orchestrator.trigger;

import java.time.Duration;

/** How long to wait after looks that failed in a row. */
final class Backoff {

    private static final int MOST_DOUBLINGS = 20;

    private Backoff() {}

    /** Twice as long each time, up to the longest; never shorter than usual. */
    static Duration after(int failed, Duration usual, Duration longest) {
        var doubled = usual.multipliedBy(1L << Math.clamp(failed, 0, MOST_DOUBLINGS));
        var bounded = doubled.compareTo(longest) < 0 ? doubled : longest;
        return bounded.compareTo(usual) < 0 ? usual : bounded;
    }
}
