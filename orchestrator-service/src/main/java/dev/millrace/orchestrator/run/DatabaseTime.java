package dev.millrace.orchestrator.run;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The database's clock, which all instances share, read now and then and carried on by this
 * machine's monotonic one. The machine's calendar clock may be wrong.
 */
@Component
public class DatabaseTime {

    private record Reading(Instant at, long nanos) {}

    private final JdbcClient jdbc;
    private volatile Reading last;

    DatabaseTime(JdbcClient jdbc) {
        this.jdbc = jdbc;
        last = read();
    }

    /** Reads the database's clock again. */
    void correct() {
        last = read();
    }

    public Instant now() {
        var reading = last;
        return reading.at().plus(Duration.ofNanos(System.nanoTime() - reading.nanos()));
    }

    private Reading read() {
        var at = jdbc.sql("select database_now()").query(OffsetDateTime.class).single();
        return new Reading(at.toInstant(), System.nanoTime());
    }
}
