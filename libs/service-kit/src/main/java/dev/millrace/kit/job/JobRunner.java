package dev.millrace.kit.job;

import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.millrace.contracts.failure.Failure;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.kit.web.Failures;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs jobs, one attempt at a time. */
class JobRunner {

    private static final Logger log = LoggerFactory.getLogger(JobRunner.class);

    private final Attempts attempts;
    private final Handlers handlers;
    private final Outcomes outcomes;
    private final Callbacks callbacks;
    private final MeterRegistry metrics;
    private volatile boolean stopping;

    JobRunner(
            Attempts attempts,
            Handlers handlers,
            Outcomes outcomes,
            Callbacks callbacks,
            MeterRegistry metrics) {
        this.attempts = attempts;
        this.handlers = handlers;
        this.outcomes = outcomes;
        this.callbacks = callbacks;
        this.metrics = metrics;
    }

    /**
     * Called by db-scheduler, at least once per job. What it throws (the database is away, say)
     * makes db-scheduler call again later.
     */
    void execute(TaskInstance<Void> instance, ExecutionContext execution) {
        attempts.start(UUID.fromString(instance.getId())).ifPresent(this::run);
    }

    void start() {
        stopping = false;
    }

    void watch() {
        attempts.watch();
    }

    /** Ends what runs here without an outcome: db-scheduler gives it to whoever comes next. */
    void stop() {
        stopping = true;
        attempts.interruptAll("the service stops");
    }

    private void run(Attempt attempt) {
        Timer.Sample sample = Timer.start(metrics);
        String outcome = "interrupted";
        try (var ids = attempt.correlation()) {
            outcome = outcome(attempt);
            var callback = attempt.callbackUrl();
            if (callback != null && !outcome.equals("interrupted")) {
                callbacks.jobEnded(attempt.id(), callback);
            }
        } finally {
            attempts.remove(attempt);
            sample.stop(
                    metrics.timer(
                            "millrace.job.seconds", "kind", attempt.kind(), "outcome", outcome));
        }
    }

    private String outcome(Attempt attempt) {
        log.info("Job {} ({}) starts attempt {}.", attempt.id(), attempt.kind(), attempt.attempt());
        try {
            attempt.event("started", Map.of("attempt", attempt.attempt()));
            Publication publication = handlers.run(attempt);
            attempt.beginPublication();
            outcomes.publish(attempt, publication);
            return "succeeded";
        } catch (Exception thrown) {
            return failedOrInterrupted(attempt, thrown);
        }
    }

    private String failedOrInterrupted(Attempt attempt, Exception thrown) {
        if (stopping) {
            outcomes.discard(attempt);
            throw new JobInterrupted("the service stops; the job will be started over");
        }
        if (thrown instanceof JobInterrupted || !isStillOurs(attempt)) {
            return interrupted(attempt, thrown);
        }
        Failure failure = failureOf(attempt, thrown);
        if (!outcomes.fail(attempt, failure)) {
            return interrupted(attempt, thrown);
        }
        log.info("Job {} failed: {} {}", attempt.id(), failure.code(), failure.message());
        return "failed";
    }

    private String interrupted(Attempt attempt, Exception thrown) {
        log.info("Job {} stopped: {}.", attempt.id(), thrown.getMessage());
        attempt.interrupt("the job was cancelled or taken over");
        outcomes.discard(attempt);
        return "interrupted";
    }

    private static boolean isStillOurs(Attempt attempt) {
        try {
            attempt.flush();
            return true;
        } catch (JobInterrupted takenOver) {
            return false;
        }
    }

    private static Failure failureOf(Attempt attempt, Exception thrown) {
        if (thrown instanceof PlatformException expected) {
            return expected.failure();
        }
        log.error(
                "Job {} ({}) failed unexpectedly in attempt {}.",
                attempt.id(),
                attempt.kind(),
                attempt.attempt(),
                thrown);
        return Failures.of(thrown);
    }
}
