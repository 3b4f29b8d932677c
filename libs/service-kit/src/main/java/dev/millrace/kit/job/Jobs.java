package dev.millrace.kit.job;

import static dev.millrace.contracts.failure.FailureCode.IDEMPOTENCY_KEY_REUSED;
import static dev.millrace.contracts.failure.FailureCode.INVALID_REQUEST;
import static dev.millrace.contracts.failure.FailureCode.JOB_NOT_FOUND;

import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.job.Job;
import dev.millrace.kit.web.CurrentPrincipal;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes long-running requests in and lets go of them again. */
public final class Jobs {

    private final JobRows rows;
    private final JobEvents events;
    private final Attempts attempts;
    private final Callbacks callbacks;
    private final JobScheduler scheduler;
    private final TransactionTemplate transaction;
    private final JobSettings settings;
    private final Clock clock;

    Jobs(
            JobRows rows,
            JobEvents events,
            Attempts attempts,
            Callbacks callbacks,
            JobScheduler scheduler,
            TransactionTemplate transaction,
            JobSettings settings,
            Clock clock) {
        this.rows = rows;
        this.events = events;
        this.attempts = attempts;
        this.callbacks = callbacks;
        this.scheduler = scheduler;
        this.transaction = transaction;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Accepts a job, or finds the one that the same key was given for.
     *
     * @param request becomes the handler's request by way of JSON
     * @param callbackUrl told when the job has ended
     * @return 202 with the job and its location
     */
    public ResponseEntity<Job> submit(
            String kind,
            Object request,
            @Nullable String idempotencyKey,
            @Nullable String callbackUrl) {
        checkCallback(callbackUrl);
        var submission = Submission.of(kind, rows.toJson(request), idempotencyKey, callbackUrl);
        Job job = insertOrFind(submission);
        scheduler.lookNow();
        return ResponseEntity.accepted().location(URI.create("/v1/jobs/" + job.id())).body(job);
    }

    /** Ends a job that has not ended; an outcome that came first stands. */
    Job cancel(UUID id) {
        if (transaction.execute(status -> endAsCancelled(id))) {
            attempts.interrupt(id, "the job was cancelled");
            rows.callback(id).ifPresent(url -> callbacks.jobEnded(id, url));
        }
        return find(id);
    }

    private boolean endAsCancelled(UUID id) {
        boolean ended = rows.cancel(id, clock.instant());
        if (ended) {
            events.append(id, clock.instant(), "cancelled", Map.of("by", CurrentPrincipal.name()));
        }
        return ended;
    }

    Job find(UUID id) {
        return rows.find(id)
                .orElseThrow(
                        () -> new PlatformException(JOB_NOT_FOUND, "There is no job " + id + "."));
    }

    private Job insertOrFind(Submission submission) {
        UUID id = UUID.randomUUID();
        var inserted = rows.insert(id, submission, JobScheduler.TASK, clock.instant());
        if (inserted.isPresent()) {
            return inserted.get();
        }
        var first = rows.findByKey(submission.idempotencyKey());
        if (!first.requestHash().equals(submission.requestHash())) {
            throw new PlatformException(
                    IDEMPOTENCY_KEY_REUSED,
                    "The Idempotency-Key \"%s\" was already used for another request (job %s). Use a new key."
                            .formatted(submission.idempotencyKey(), first.id()));
        }
        return find(first.id());
    }

    private void checkCallback(@Nullable String callbackUrl) {
        if (callbackUrl != null
                && settings.callbackPrefixes().stream().noneMatch(callbackUrl::startsWith)) {
            throw new PlatformException(
                    INVALID_REQUEST,
                    "The callback URL must begin with one of %s (setting millrace.jobs.callback-prefixes)."
                            .formatted(settings.callbackPrefixes()));
        }
    }
}
