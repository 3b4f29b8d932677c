package dev.millrace.inference.serving;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import java.time.Duration;

/** When a request's answer is of no more use. */
public record Deadline(long atNanos, Duration allowed) {

    public static Deadline after(Duration allowed) {
        return new Deadline(System.nanoTime() + allowed.toNanos(), allowed);
    }

    public long remainingNanos() {
        return atNanos - System.nanoTime();
    }

    void check(String doing) {
        if (remainingNanos() <= 0) {
            throw missed(doing);
        }
    }

    /** The failure of a request that took too long. */
    public PlatformException missed(String doing) {
        return new PlatformException(
                FailureCode.TIMED_OUT,
                "The prediction's deadline of %d ms passed while %s. Try again later, or with fewer rows."
                        .formatted(allowed.toMillis(), doing));
    }
}
