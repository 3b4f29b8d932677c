package dev.millrace.cli.platform;

import java.time.Duration;

/** How long to pause before a process that died is started again. */
final class Backoff {

    static final Duration FIRST = Duration.ofMillis(500);
    static final Duration LONGEST = Duration.ofSeconds(30);
    static final Duration FORGIVEN_AFTER = Duration.ofMinutes(1);

    private Duration next = FIRST;

    /** Doubles from pause to pause; starts over after a run of a minute. */
    Duration after(Duration uptime) {
        if (uptime.compareTo(FORGIVEN_AFTER) >= 0) {
            next = FIRST;
        }
        var pause = next;
        next = pause.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : pause.multipliedBy(2);
        return pause;
    }
}
