package dev.millrace.testing;

import dev.millrace.orchestrator.schedule.CronInstants;
import java.time.Instant;
import java.util.List;

/**
 * When a schedule starts runs: where the clock is put forward, once at the first moment after the
 * gap; where it is put back, once, the first time.
 */
public final class PipelineSchedule {

    private static final int MOST = 10_000;

    private final CronInstants schedule;

    private PipelineSchedule(CronInstants schedule) {
        this.schedule = schedule;
    }

    /**
     * @param expression such as {@code 30 2 * * *}: minute, hour, day of month, month, day of week;
     *     six fields begin with seconds
     * @param zone such as {@code Europe/Zurich}
     */
    public static PipelineSchedule cron(String expression, String zone) {
        return new PipelineSchedule(CronInstants.of(expression, zone));
    }

    /** Both ends included. */
    public List<Instant> instants(Instant from, Instant to) {
        var instants = schedule.between(from, to, MOST + 1);
        if (instants.size() > MOST) {
            throw new IllegalArgumentException(
                    "more than %,d instants from %s to %s; ask for a shorter time"
                            .formatted(MOST, from, to));
        }
        return instants;
    }
}
