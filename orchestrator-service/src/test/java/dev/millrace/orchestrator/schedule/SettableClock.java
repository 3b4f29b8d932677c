package dev.millrace.orchestrator.schedule;

import java.time.Duration;
import java.time.Instant;

/** A clock that stands still until a test moves it. */
final class SettableClock implements CalendarTime {

    private volatile Instant now = Instant.parse("2026-11-20T12:00:00Z");

    void set(String instant) {
        now = Instant.parse(instant);
    }

    void forward(Duration by) {
        now = now.plus(by);
    }

    @Override
    public Instant now() {
        return now;
    }
}
