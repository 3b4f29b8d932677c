package dev.millrace.orchestrator.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** One alarm a run: when its machine next wants to look at the time. */
@Component
class Alarms implements DisposableBean {

    /** Takes itself off the list before it rings, so that one on the list is still to ring. */
    private final class Alarm implements Runnable {

        private final UUID run;
        private final Instant at;
        private final Runnable ring;
        private final ScheduledFuture<?> future;

        Alarm(UUID run, Instant at, Runnable ring) {
            this.run = run;
            this.at = at;
            this.ring = ring;
            long millis = Math.max(1, Duration.between(time.now(), at).toMillis() + 1);
            this.future = thread.schedule(this, millis, TimeUnit.MILLISECONDS);
        }

        @Override
        public void run() {
            alarms.remove(run, this);
            ring.run();
        }
    }

    private final DatabaseTime time;
    private final Map<UUID, Alarm> alarms = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor thread =
            new ScheduledThreadPoolExecutor(
                    1, Thread.ofPlatform().name("run-alarms").daemon().factory());

    Alarms(DatabaseTime time) {
        this.time = time;
        thread.setRemoveOnCancelPolicy(true);
    }

    /** Replaces the run's alarm. */
    void set(UUID run, @Nullable Instant at, Runnable ring) {
        alarms.compute(
                run,
                (id, before) -> {
                    if (before != null && before.at.equals(at)) {
                        return before;
                    }
                    if (before != null) {
                        before.future.cancel(false);
                    }
                    return at == null ? null : new Alarm(run, at, ring);
                });
    }

    void off(UUID run) {
        var alarm = alarms.remove(run);
        if (alarm != null) {
            alarm.future.cancel(false);
        }
    }

    @Override
    public void destroy() {
        thread.shutdownNow();
    }
}
