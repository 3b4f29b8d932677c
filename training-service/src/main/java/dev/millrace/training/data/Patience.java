package dev.millrace.training.data;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/** Tries again while the object store is away, for minutes: a training of hours is worth it. */
public final class Patience {

    private static final Logger log = LoggerFactory.getLogger(Patience.class);
    private static final Duration MOST = Duration.ofMinutes(3);
    private static final Duration FIRST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private Patience() {}

    public static <T> T insist(String what, Supplier<T> call) {
        long start = System.nanoTime();
        var pause = FIRST;
        while (true) {
            try {
                return call.get();
            } catch (SdkException away) {
                if (!mayPass(away) || System.nanoTime() - start > MOST.toNanos()) {
                    throw away;
                }
                log.warn("Could not {} ({}); trying again.", what, away.getMessage());
            }
            pause(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST) < 0 ? pause.multipliedBy(2) : LONGEST;
        }
    }

    /** What the store refuses, it will refuse again; so will an interrupted thread. */
    private static boolean mayPass(SdkException failure) {
        return !Thread.currentThread().isInterrupted()
                && (!(failure instanceof SdkServiceException answer)
                        || answer.statusCode() >= 500
                        || answer.isThrottlingException());
    }

    private static void pause(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
    }
}
