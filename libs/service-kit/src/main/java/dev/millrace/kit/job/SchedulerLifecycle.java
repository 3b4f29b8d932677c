package dev.millrace.kit.job;

import com.github.kagkarlsson.scheduler.Scheduler;
import org.springframework.context.SmartLifecycle;

/** The scheduler runs from when the service is complete until it stops. */
class SchedulerLifecycle implements SmartLifecycle {

    private final Scheduler scheduler;
    private boolean started;

    SchedulerLifecycle(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    @Override
    public void start() {
        started = true;
        scheduler.start();
    }

    @Override
    public void stop() {
        scheduler.stop();
        started = false;
    }

    @Override
    public boolean isRunning() {
        return started;
    }
}
