package dev.millrace.training.fit;

import org.jspecify.annotations.Nullable;

/**
 * When work must come to an end.
 *
 * @param seconds that there were for it; null: as many as it takes
 * @param end by {@link System#nanoTime}
 */
public record Deadline(@Nullable Double seconds, long end) {

    /** The work needed more time than there was, and what it has so far is worth nothing. */
    public static final class Missed extends RuntimeException {

        Missed(@Nullable Double seconds) {
            super(
                    "It was not done within the %.3g s that there were for it.".formatted(seconds),
                    null,
                    false,
                    false);
        }
    }

    public static Deadline none() {
        return in(null);
    }

    /**
     * @param seconds from now; null for no deadline
     */
    public static Deadline in(@Nullable Double seconds) {
        long nanos = seconds == null ? 0 : (long) (seconds * 1e9);
        return new Deadline(seconds, System.nanoTime() + nanos);
    }

    public boolean isOver() {
        return seconds != null && System.nanoTime() - end >= 0;
    }

    /** Throws {@link Missed} once it is over. */
    public void require() {
        if (isOver()) {
            throw new Missed(seconds);
        }
    }
}
