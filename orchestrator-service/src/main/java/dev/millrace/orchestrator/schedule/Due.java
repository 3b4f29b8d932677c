package dev.millrace.orchestrator.schedule;

import dev.millrace.contracts.orchestrator.CatchUp;
import dev.millrace.contracts.orchestrator.Firing.Origin;
import dev.millrace.contracts.orchestrator.Firing.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The instants of a schedule that have come and that nothing was decided about.
 *
 * @param found those that fire unless they overlap, oldest first
 * @param missed the last one that is not caught up; null if there is none
 * @param next the first one to decide about next time; null if none comes
 */
record Due(List<Found> found, @Nullable Found missed, @Nullable Instant next) {

    private static final int MOST_AT_ONCE = 1000;

    record Found(Instant instant, Origin origin, Verdict verdict) {}

    /** Instants within {@code onTime} came just now; those before were missed. */
    static Due of(Kept schedule, Instant from, Instant now, Duration onTime) {
        var timing = schedule.timing();
        var recent = now.minus(onTime);
        var found = new ArrayList<Found>();
        Found missed = null;
        var punctual = timing.between(recent.isAfter(from) ? recent : from, now, MOST_AT_ONCE);
        if (from.isBefore(recent)) {
            var late = recent.minusNanos(1);
            var caughtUp = caughtUp(schedule, from, late, !punctual.isEmpty());
            caughtUp.forEach(instant -> found.add(caughtUp(schedule, instant)));
            missed =
                    missed(
                            schedule,
                            from,
                            caughtUp.isEmpty() ? late : caughtUp.getFirst().minusNanos(1));
        }
        punctual.forEach(instant ->
                found.add(
                        new Found(
                                instant,
                                Origin.INSTANT,
                                new Verdict(State.STARTING, "came on time"))));
        boolean more = punctual.size() == MOST_AT_ONCE;
        return new Due(List.copyOf(found), missed, timing.next(more ? punctual.getLast() : now));
    }

    private static List<Instant> caughtUp(
            Kept schedule, Instant from, Instant to, boolean oneIsOnTime) {
        var policy = schedule.definition().catchUp();
        if (policy == CatchUp.NONE || (policy == CatchUp.LATEST && oneIsOnTime)) {
            return List.of();
        }
        return schedule.timing()
                .newest(
                        from,
                        to,
                        policy == CatchUp.LATEST ? 1 : schedule.definition().catchUpLimit());
    }

    private static Found caughtUp(Kept schedule, Instant instant) {
        return new Found(
                instant,
                Origin.CATCH_UP,
                new Verdict(
                        State.STARTING,
                        "came while no orchestrator looked; catchUp is " + policy(schedule)));
    }

    private static @Nullable Found missed(Kept schedule, Instant from, Instant to) {
        var last = schedule.timing().newest(from, to, 1);
        if (last.isEmpty()) {
            return null;
        }
        var reason =
                "no orchestrator looked from %s to %s; catchUp is %s"
                        .formatted(from, last.getFirst(), policy(schedule));
        return new Found(last.getFirst(), Origin.CATCH_UP, new Verdict(State.MISSED, reason));
    }

    private static String policy(Kept schedule) {
        return switch (schedule.definition().catchUp()) {
            case NONE -> "none";
            case LATEST -> "latest";
            case ALL -> "all, the last %d".formatted(schedule.definition().catchUpLimit());
        };
    }
}
