package dev.millrace.orchestrator.probe;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far rows were read that are dated before they are committed, and so may appear behind those
 * that were read already. Each look begins a little before the last one ended; what it reads again
 * is known by its name.
 *
 * @param floor nothing dated before counts
 * @param at the latest date that was read
 * @param last the row of that date that was read last; null where all were read that were there
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record EndCursor(Instant floor, Instant at, @Nullable String last) {

    /** Longer than anybody takes to commit what he dated: his lease is over before. */
    static final Duration LATE = Duration.ofMinutes(1);

    static final EndCursor BEGINNING = from(Instant.EPOCH);

    static EndCursor from(Instant now) {
        return new EndCursor(now, now, null);
    }

    /** The next look reads rows of this date, and later ones. */
    Instant begin() {
        if (last != null) {
            return at;
        }
        var back = at.isBefore(Instant.EPOCH.plus(LATE)) ? at : at.minus(LATE);
        return back.isAfter(floor) ? back : floor;
    }

    EndCursor all(@Nullable Instant latest) {
        return new EndCursor(floor, latest == null || latest.isBefore(at) ? at : latest, null);
    }

    EndCursor some(Instant latest, String row) {
        return new EndCursor(floor, latest, row);
    }
}
