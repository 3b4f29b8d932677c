package dev.millrace.kit.job;

import dev.millrace.contracts.failure.Failure;
import dev.millrace.kit.store.ObjectStore;
import java.time.Clock;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Records how attempts end. An attempt's objects are only ever removed under proof, from its row,
 * that they were not published: after a lost connection a commit may have happened although it
 * looked like a failure.
 */
class Outcomes {

    private static final Logger log = LoggerFactory.getLogger(Outcomes.class);

    private final JobRows rows;
    private final JobEvents events;
    private final TransactionTemplate transaction;
    private final ObjectStore store;
    private final Clock clock;

    Outcomes(
            JobRows rows,
            JobEvents events,
            TransactionTemplate transaction,
            ObjectStore store,
            Clock clock) {
        this.rows = rows;
        this.events = events;
        this.transaction = transaction;
        this.store = store;
        this.clock = clock;
    }

    void publish(Attempt attempt, Publication publication) {
        transaction.executeWithoutResult(status -> {
            if (!rows.lock(attempt.id(), attempt.attempt())) {
                throw new JobInterrupted(
                        "the job was cancelled or taken over before its result was published");
            }
            Map<String, Object> result = publication.publish();
            events.append(attempt.id(), clock.instant(), "succeeded", Map.of());
            rows.succeed(attempt.id(), attempt.attempt(), result, clock.instant());
        });
    }

    /**
     * Ends the job as FAILED, its objects removed first; false if it is no longer this attempt's to
     * end.
     */
    boolean fail(Attempt attempt, Failure failure) {
        return Boolean.TRUE.equals(
                transaction.execute(status -> {
                    if (!rows.lock(attempt.id(), attempt.attempt())) {
                        return false;
                    }
                    removeObjects(attempt);
                    var facts =
                            Map.<String, Object>of(
                                    "code", failure.code(), "message", failure.message());
                    events.append(attempt.id(), clock.instant(), "failed", facts);
                    rows.fail(attempt.id(), attempt.attempt(), failure, clock.instant());
                    return true;
                }));
    }

    /** Removes the objects of an attempt that ends without an outcome of its own. */
    void discard(Attempt attempt) {
        if (!rows.isPublished(attempt.id(), attempt.attempt())) {
            removeObjects(attempt);
        }
    }

    private void removeObjects(Attempt attempt) {
        try {
            store.deletePrefix(attempt.outputPrefix());
        } catch (RuntimeException unreachable) {
            log.warn(
                    "Objects of job {} below {} remain until the next gc: {}",
                    attempt.id(),
                    attempt.outputPrefix(),
                    unreachable.toString());
        }
    }
}
