package dev.millrace.orchestrator.run;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What others tell the thread that follows a step's job. */
final class Signals {

    private final Semaphore news = new Semaphore(0);
    private final AtomicReference<@Nullable Runnable> onStop = new AtomicReference<>();
    private volatile boolean cancelled;
    private volatile boolean left;
    private volatile boolean forgotten;

    /** The job may have ended. */
    void wake() {
        news.release();
    }

    /** The job is to be asked to stop; its end is still of interest. */
    void cancel() {
        cancelled = true;
        stop();
    }

    /** The attempt has ended without its job, which is to stop. */
    void leave() {
        left = true;
        stop();
    }

    /** The job is somebody else's affair now, and goes on. */
    void forget() {
        forgotten = true;
        stop();
    }

    /** Runs the action as soon as the work is to stop; at once if that is so already. */
    void onStop(Runnable action) {
        onStop.set(action);
        if (isStopping()) {
            stop();
        }
    }

    private void stop() {
        news.release();
        var action = onStop.getAndSet(null);
        if (action != null) {
            action.run();
        }
    }

    /** Whether the work is to stop, for whatever reason. */
    boolean isStopping() {
        return cancelled || left || forgotten;
    }

    boolean isCancelled() {
        return cancelled;
    }

    boolean isLeft() {
        return left;
    }

    boolean isForgotten() {
        return forgotten;
    }

    /** Waits for news, but no longer than the pause; whether there were any. */
    boolean await(Duration pause) throws InterruptedException {
        boolean woken = news.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
        if (woken) {
            news.drainPermits();
        }
        return woken;
    }
}
