package dev.millrace.orchestrator.run;

import static dev.millrace.orchestrator.remote.ServiceJobs.answered;

import dev.millrace.contracts.failure.Failure;
import dev.millrace.contracts.failure.FailureCategory;
import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.job.Job;
import dev.millrace.contracts.job.JobApi;
import dev.millrace.contracts.job.JobState;
import dev.millrace.orchestrator.machine.Outcome;
import dev.millrace.orchestrator.remote.ServiceJobs;
import dev.millrace.orchestrator.reuse.Reuse;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Follows the job of one attempt to its end. May be begun again at any point by another instance:
 * the same key finds the same job. A service that does not answer is asked again until somebody
 * loses interest, since its jobs survive it.
 */
final class JobWatch {

    private static final Logger log = LoggerFactory.getLogger(JobWatch.class);

    /** What ends sooner costs no write for having begun. */
    private static final Duration SOON = Duration.ofMillis(50);

    private static final int STOPS = 6;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /** How often a job is asked for where the service broke each time and it may exist or not. */
    private static final int UNCLEAR_SUBMITS = 4;

    private final HeldRun run;
    private final Attempt attempt;
    private final Signals signals;
    private final Parts parts;
    private final Report progressed;
    private final String service;
    private @Nullable UUID job;
    private boolean askedToStop;
    private boolean hasBegun;
    private boolean isRecorded;
    private int unclearSubmits;
    private double progress = -1;
    private String message = "";

    /** What following a job takes. */
    @Component
    record Parts(
            ServiceJobs services,
            Callbacks callbacks,
            AttemptRows attempts,
            RunSettings settings,
            Reuse reuse) {}

    /** Hears how far an attempt's work is. */
    interface Report {
        void progressed(HeldRun run, Attempt attempt, double share, String sentence);

        /** Its job has left the queue of its service. */
        void begun(HeldRun run, Attempt attempt);
    }

    JobWatch(HeldRun run, Attempt attempt, Signals signals, Parts parts, Report progressed) {
        this.run = run;
        this.attempt = attempt;
        this.signals = signals;
        this.parts = parts;
        this.progressed = progressed;
        this.service =
                Objects.requireNonNull(ServiceJobs.service(run.definition(attempt.step()).type()));
        this.job = attempt.job();
        this.isRecorded = attempt.job() != null;
    }

    /** How the job ended; null where that is of no interest any more. */
    @Nullable Outcome follow() throws InterruptedException {
        var pause = parts.settings().poll();
        while (!signals.isForgotten()) {
            if (signals.isLeft()) {
                stopUnheard();
                return null;
            }
            try {
                var seen = look();
                if (seen.state().isTerminal()) {
                    return outcome(seen);
                }
                if (!isRecorded && signals.await(SOON)) {
                    continue; // most likely it has ended, and that is written with its job
                }
                record();
                report(seen);
                pause = parts.settings().poll();
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
        return null;
    }

    /** The job as it is now; started, or asked to stop, where that is due. */
    private Job look() {
        if (job == null) {
            var type = run.definition(attempt.step()).type();
            var accepted =
                    parts.services()
                            .submit(
                                    type,
                                    attempt.request(),
                                    attempt.key(run.id()),
                                    parts.callbacks().address(attempt.token()));
            job = accepted.id();
            run.accepted(attempt, accepted.id());
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

    /** Writes which job it is, unless that is written. */
    private void record() {
        if (!isRecorded) {
            parts.attempts().accepted(run, attempt, Objects.requireNonNull(job));
            isRecorded = true;
        }
    }

    private JobApi jobs() {
        return parts.services().jobs(service);
    }

    private void report(Job seen) {
        if (seen.state() == JobState.RUNNING && !hasBegun) {
            hasBegun = true;
            progressed.begun(run, attempt);
        }
        report(seen.progress(), seen.message());
    }

    private void report(double nowProgress, String nowMessage) {
        if (nowProgress != progress || !nowMessage.equals(message)) {
            progress = nowProgress;
            message = nowMessage;
            progressed.progressed(run, attempt, nowProgress, nowMessage);
        }
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
            // A job that exists is not over because its service could not show it. Where the
            // submit broke, the job may exist, and the same key finds it.
            case INTERNAL -> job != null || ++unclearSubmits < UNCLEAR_SUBMITS;
            case USER_ERROR, NOT_FOUND, CONFLICT -> false;
        };
    }

    private Outcome refused(PlatformException e) {
        if (job != null && e.code().category() == FailureCategory.NOT_FOUND) {
            return Outcome.failed(
                    FailureCode.WORKER_LOST,
                    "%s-service does not know job %s any more".formatted(service, job));
        }
        return new Outcome.Failed(e.failure());
    }

    /** Nobody waits for the job any more; a service that does not answer is asked a few times. */
    private void stopUnheard() throws InterruptedException {
        var id = job;
        if (id == null || askedToStop) {
            return;
        }
        var pause = parts.settings().poll();
        for (int tries = 1; tries <= STOPS; tries++) {
            try {
                answered(() -> jobs().cancel(id));
                return;
            } catch (PlatformException e) {
                log.warn(
                        "Could not ask {}-service to stop job {}, in try {} of {}: {}",
                        service,
                        id,
                        tries,
                        STOPS,
                        e.failure().message());
                if (!mayPass(e)) {
                    return;
                }
            }
            signals.await(pause);
            pause = pause.multipliedBy(2);
        }
    }
}
