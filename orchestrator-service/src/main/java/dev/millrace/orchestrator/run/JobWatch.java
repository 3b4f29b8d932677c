package dev.millrace.orchestrator.run;

import static dev.millrace.orchestrator.remote.ServiceJobs.answered;

import dev.millrace.contracts.failure.Failure;
import dev.millrace.contracts.failure.FailureCategory;
import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.job.Job;
import dev.millrace.contracts.job.JobApi;
import dev.millrace.orchestrator.remote.ServiceJobs;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the job of one attempt to its end. May be begun again at any point by another instance:
 * the same key finds the same job. A service that does not answer is asked again until the step's
 * deadline, since its jobs survive it.
 */
final class JobWatch {

    private static final Logger log = LoggerFactory.getLogger(JobWatch.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final HeldRun run;
    private final Attempt attempt;
    private final Signals signals;
    private final Transitions transitions;
    private final ServiceJobs services;
    private final Callbacks callbacks;
    private final Duration poll;
    private final String service;
    private @Nullable UUID job;
    private boolean askedToStop;
    private double progress = -1;
    private String message = "";

    JobWatch(HeldRun run, Attempt attempt, Signals signals, Engine.Parts parts) {
        this.run = run;
        this.attempt = attempt;
        this.signals = signals;
        this.transitions = parts.transitions();
        this.services = parts.services();
        this.callbacks = parts.callbacks();
        this.poll = parts.settings().poll();
        this.service =
                Objects.requireNonNull(ServiceJobs.service(run.plan().step(attempt.step()).type()));
        this.job = attempt.job();
    }

    /** How the attempt ended; null where its outcome is already recorded. */
    @Nullable Outcome follow() throws InterruptedException {
        var pause = poll;
        while (!signals.isOverdue()) {
            try {
                var seen = look();
                if (seen.state().isTerminal()) {
                    return outcome(seen);
                }
                if (!report(seen.progress(), seen.message())) {
                    return null;
                }
                pause = poll;
            } catch (PlatformException e) {
                if (!mayPass(e)) {
                    return refused(e);
                }
                report(
                        Math.max(progress, 0),
                        "waiting for %s-service: %s".formatted(service, e.failure().message()));
                pause =
                        pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                                ? pause.multipliedBy(2)
                                : LONGEST_PAUSE;
            }
            signals.await(pause);
        }
        return tooLate();
    }

    /** The job as it is now; started, or asked to stop, where that is due. */
    private Job look() {
        if (job == null) {
            var type = run.plan().step(attempt.step()).type();
            var accepted =
                    services.submit(
                            type,
                            attempt.request(),
                            attempt.key(run.id()),
                            callbacks.address(attempt.token()));
            job = accepted.id();
            transitions.job(run, attempt, accepted.id());
            return accepted;
        }
        var id = job;
        if (signals.isCancelled() && !askedToStop) {
            var stopping = answered(() -> jobs().cancel(id));
            askedToStop = true;
            return stopping;
        }
        return answered(() -> jobs().find(id));
    }

    private JobApi jobs() {
        return services.jobs(service);
    }

    private boolean report(double nowProgress, String nowMessage) {
        if (nowProgress == progress && nowMessage.equals(message)) {
            return true;
        }
        progress = nowProgress;
        message = nowMessage;
        return transitions.progress(run, attempt, nowProgress, nowMessage);
    }

    private Outcome outcome(Job ended) {
        return switch (ended.state()) {
            case SUCCEEDED ->
                    new Outcome.Succeeded(Objects.requireNonNullElse(ended.result(), Map.of()));
            case FAILED ->
                    new Outcome.Failed(
                            Objects.requireNonNullElseGet(
                                    ended.failure(),
                                    () ->
                                            new Failure(
                                                    FailureCode.INTERNAL_ERROR,
                                                    "the job failed without saying why")));
            case CANCELLED -> new Outcome.Cancelled("its job was cancelled");
            case QUEUED, RUNNING ->
                    throw new IllegalArgumentException(ended.state() + " is no end");
        };
    }

    /** Whether the same question may get an answer later. */
    private boolean mayPass(PlatformException e) {
        return switch (e.code().category()) {
            case UPSTREAM, EXHAUSTED -> true;
            // A job that exists is not over because its service could not show it.
            case INTERNAL -> job != null;
            case USER_ERROR, NOT_FOUND, CONFLICT -> false;
        };
    }

    private Outcome refused(PlatformException e) {
        if (job != null && e.code().category() == FailureCategory.NOT_FOUND) {
            return Transitions.failed(
                    FailureCode.WORKER_LOST,
                    "%s-service does not know job %s any more".formatted(service, job));
        }
        return new Outcome.Failed(e.failure());
    }

    private Outcome tooLate() {
        var id = job;
        if (id != null && !askedToStop) {
            try {
                answered(() -> jobs().cancel(id));
            } catch (PlatformException e) {
                log.warn(
                        "Could not ask {}-service to stop job {}; it may run on unheeded: {}",
                        service,
                        id,
                        e.failure().message());
            }
        }
        if (signals.isCancelled()) {
            return new Outcome.Cancelled("its job did not stop in time");
        }
        var timeout = run.plan().step(attempt.step()).timeout();
        return Transitions.failed(
                FailureCode.TIMED_OUT,
                "took longer than its timeout of %s; the last that was heard: %s"
                        .formatted(
                                timeout.toString().substring(2).toLowerCase(java.util.Locale.ROOT),
                                message));
    }
}
