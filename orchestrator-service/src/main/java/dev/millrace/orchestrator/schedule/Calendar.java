package dev.millrace.orchestrator.schedule;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/**
 * The instants that a cron expression names in a time zone. Where the clock is put forward, a time
 * in the gap becomes the first moment after it; where it is put back, a time that comes twice
 * counts once, the first time.
 *
 * @param expression five fields (minute, hour, day of month, month, day of week) or six with
 *     seconds first; names, {@code L}, {@code W}, {@code #} and macros such as {@code @daily}. A
 *     day must fit both day fields
 */
record Calendar(CronExpression expression, ZoneId zone) implements Timing {

    /** Reads an expression; {@link IllegalArgumentException} says what is wrong with it. */
    static Calendar of(String expression, String zone) {
        var text = expression.strip();
        boolean fiveFields = !text.startsWith("@") && text.split("\\s+").length == 5;
        try {
            return new Calendar(
                    CronExpression.parse(fiveFields ? "0 " + text : text), ZoneId.of(zone));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "unknown time zone '%s'; write such as Europe/Zurich or UTC".formatted(zone),
                    e);
        }
    }

    @Override
    public @Nullable Instant next(Instant after) {
        var local = LocalDateTime.ofInstant(after, zone);
        while (true) {
            local = expression.next(local);
            if (local == null) {
                return null;
            }
            var instant = instant(local);
            if (instant.isAfter(after)) {
                return instant;
            }
        }
    }

    private Instant instant(LocalDateTime local) {
        var transition = zone.getRules().getTransition(local);
        if (transition != null && transition.isGap()) {
            return transition.getInstant();
        }
        // In an overlap, atZone takes the earlier offset.
        return local.atZone(zone).toInstant();
    }
}
