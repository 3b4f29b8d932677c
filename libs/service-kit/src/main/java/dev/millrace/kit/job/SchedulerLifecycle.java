package dev.millrace.kit.job;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;

/**
 * Jobs are taken up from when the service is complete until it stops; what then runs is handed
 * back.
 */
class SchedulerLifecycle implements SmartLifecycle {

    private static final long BETWEEN_LOOKS_MILLIS = 500;

    private final Scheduler scheduler;
    private final JobRunner runner;
    private final Attempts attempts;
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("job-watch").daemon().factory());
    private boolean started;

    SchedulerLifecycle(Scheduler scheduler, JobRunner runner, Attempts attempts) {
        this.scheduler = scheduler;
        this.runner = runner;
        this.attempts = attempts;
    }

    @Override
    public void start() {
        started = true;
        scheduler.start();
        watch.scheduleWithFixedDelay(
                attempts::watch, BETWEEN_LOOKS_MILLIS, BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        watch.shutdown();
        scheduler.pause();
        runner.stop();
        scheduler.stop();
        started = false;
    }

    @Override
    public boolean isRunning() {
        return started;
    }
}
