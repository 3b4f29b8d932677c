package dev.millrace.kit.job;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Jobs are taken up from when the service is complete until it stops; what then runs is handed
 * back.
 */
class JobScheduler implements SmartLifecycle {

    /** What db-scheduler calls the execution of a job; its instance is the job's id. */
    static final String TASK = "job";

    private static final Duration BETWEEN_POLLS = Duration.ofMillis(500);
    private static final Duration BEFORE_REPEAT = Duration.ofSeconds(2);
    private static final Duration WAIT_FOR_HANDLERS = Duration.ofSeconds(3);
    private static final int MISSED_HEARTBEATS = 4;
    private static final long BETWEEN_LOOKS_MILLIS = 500;

    private final DataSource database;
    private final JobRunner runner;
    private final JobSettings settings;
    private final Clock clock;
    private volatile @Nullable Running running;

    JobScheduler(DataSource database, JobRunner runner, JobSettings settings, Clock clock) {
        this.database = database;
        this.runner = runner;
        this.settings = settings;
        this.clock = clock;
    }

    private record Running(Scheduler scheduler, ScheduledExecutorService watch) {}

    /** What was just committed need not wait for the next poll. */
    void lookNow() {
        Running present = running;
        if (present != null) {
            present.scheduler().triggerCheckForDueExecutions();
        }
    }

    @Override
    public void start() {
        runner.start();
        var scheduler =
                Scheduler.create(database, task())
                        .threads(settings.parallel())
                        .pollingInterval(BETWEEN_POLLS)
                        .pollUsingLockAndFetch(0.5, 1) // found and taken in one statement
                        .heartbeatInterval(settings.heartbeat())
                        .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                        .shutdownMaxWait(WAIT_FOR_HANDLERS)
                        .clock(clock::instant)
                        .build();
        var watch =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("job-watch").daemon().factory());
        watch.scheduleWithFixedDelay(
                runner::watch, BETWEEN_LOOKS_MILLIS, BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS);
        scheduler.start();
        running = new Running(scheduler, watch);
    }

    @Override
    public void stop() {
        Running past = running;
        running = null;
        if (past != null) {
            past.watch().shutdown();
            past.scheduler().pause();
            runner.stop();
            past.scheduler().stop();
        }
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }

    private OneTimeTask<Void> task() {
        return Tasks.oneTime(TASK)
                .onFailure(new FailureHandler.OnFailureRetryLater<>(BEFORE_REPEAT))
                .execute(runner::execute);
    }
}
