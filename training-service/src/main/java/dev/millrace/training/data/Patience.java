package dev.millrace.training.data;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/**
 * Tries again while the object store is away, for minutes: a training of hours is worth it. Says so
 * when a call takes long, whether the store refuses or hangs.
 */
public final class Patience {

    private static final Logger log = LoggerFactory.getLogger(Patience.class);
    private static final Duration MOST = Duration.ofMinutes(3);
    private static final Duration FIRST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(2);
    private static final Duration SILENT = Duration.ofSeconds(3);

    private volatile Listener listener = (event, sentence) -> {};

    /** Hears that somebody waits for the store, and that it has answered. */
    @FunctionalInterface
    public interface Listener {

        /**
         * @param event {@code waiting-for-store} or {@code store-answered}
         */
        void hear(String event, String sentence);
    }

    /** From now on this one hears, and no other. */
    public void tell(Listener heard) {
        listener = heard;
    }

    /**
     * The answer of the store, once it has one.
     *
     * @param what is done, as in "waiting to read the rows"
     */
    public <T> T insist(String what, Supplier<T> call) {
        long start = System.nanoTime();
        var notice =
                CompletableFuture.runAsync(
                        () ->
                                listener.hear(
                                        "waiting-for-store",
                                        "S3 does not answer; waiting to " + what),
                        CompletableFuture.delayedExecutor(
                                SILENT.toMillis(), TimeUnit.MILLISECONDS));
        try {
            var answer = answer(what, call, start);
            if (!notice.cancel(false)) {
                listener.hear(
                        "store-answered",
                        "S3 answered after %.1f s: could %s"
                                .formatted((System.nanoTime() - start) / 1e9, what));
            }
            return answer;
        } finally {
            notice.cancel(false);
        }
    }

    private static <T> T answer(String what, Supplier<T> call, long start) {
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
