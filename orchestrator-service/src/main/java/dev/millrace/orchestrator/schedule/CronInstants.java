package dev.millrace.orchestrator.schedule;

import java.time.Instant;
import java.util.List;

/** The instants of a cron schedule, for those who run nothing at them: tests of pipelines. */
public final class CronInstants {

    private final Calendar calendar;

    private CronInstants(Calendar calendar) {
        this.calendar = calendar;
    }

    /** Reads an expression; {@link IllegalArgumentException} says what is wrong with it. */
    public static CronInstants of(String expression, String zone) {
        return new CronInstants(Calendar.of(expression, zone));
    }

    /** Those in a stretch of time, both ends included, the first so many of them. */
    public List<Instant> between(Instant from, Instant to, int most) {
        return calendar.between(from, to, most);
    }
}
