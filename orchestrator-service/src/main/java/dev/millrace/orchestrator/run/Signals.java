package dev.millrace.orchestrator.run;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** What others tell the thread that follows a step's job. */
final class Signals {

    private final Semaphore news = new Semaphore(0);
    private volatile boolean overdue;
    private volatile boolean cancelled;

    /** The job may have ended. */
    void wake() {
        news.release();
    }

    /** The attempt has taken too long, by the database's clock. */
    void overdue() {
        overdue = true;
        news.release();
    }

    /** The run is being cancelled. */
    void cancel() {
        if (!cancelled) {
            cancelled = true;
            news.release();
        }
    }

    boolean isOverdue() {
        return overdue;
    }

    boolean isCancelled() {
        return cancelled;
    }

    /** Waits for news, but no longer than the pause. */
    void await(Duration pause) throws InterruptedException {
        if (news.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
            news.drainPermits();
        }
    }
}
