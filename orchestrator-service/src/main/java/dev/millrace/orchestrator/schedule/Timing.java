package dev.millrace.orchestrator.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names instants, at most one a second. */
sealed interface Timing permits Calendar, Interval {

    Duration FARTHEST_BACK = Duration.ofDays(365 * 40);

    /** The first instant after that one; null if there never is one. */
    @Nullable Instant next(Instant after);

    /** The instants in a stretch of time, both ends included, the first so many of them. */
    default List<Instant> between(Instant from, Instant to, int most) {
        var instants = new ArrayList<Instant>();
        var next = next(from.minusNanos(1));
        while (next != null && !next.isAfter(to) && instants.size() < most) {
            instants.add(next);
            next = next(next);
        }
        return instants;
    }

    /**
     * The last so many instants in a stretch of time, both ends included, oldest first. It halves
     * the stretch, so a year of seconds costs no more than a day of them.
     */
    default List<Instant> newest(Instant from, Instant to, int most) {
        var instants = between(from, to, most + 1);
        if (instants.size() <= most) {
            return instants;
        }
        var middle = from.plus(Duration.between(from, to).dividedBy(2));
        var late = newest(middle.plusNanos(1), to, most);
        if (late.size() == most) {
            return late;
        }
        var all = new ArrayList<>(newest(from, middle, most - late.size()));
        all.addAll(late);
        return all;
    }

    /** The last instant before that one; null if there is none in forty years. */
    default @Nullable Instant previous(Instant before) {
        for (var back = Duration.ofMinutes(1);
                back.compareTo(FARTHEST_BACK) < 0;
                back = back.multipliedBy(4)) {
            var found = newest(before.minus(back), before.minusNanos(1), 1);
            if (!found.isEmpty()) {
                return found.getFirst();
            }
        }
        return null;
    }
}
