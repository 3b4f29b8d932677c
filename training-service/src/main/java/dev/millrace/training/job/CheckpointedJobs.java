package dev.millrace.training.job;

import dev.millrace.kit.job.JobContext;
import dev.millrace.kit.job.JobInterrupted;
import dev.millrace.kit.store.ObjectStore;
import dev.millrace.kit.store.ReferencedObjects;
import dev.millrace.training.checkpoint.CheckpointPlace;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Sees to it that checkpoints live as long as their job, over all its attempts. What cannot be
 * deleted when it ends, the next gc finds.
 */
@Component
class CheckpointedJobs implements ReferencedObjects {

    private static final Logger log = LoggerFactory.getLogger(CheckpointedJobs.class);

    private final JdbcClient jdbc;
    private final ObjectStore store;

    CheckpointedJobs(JdbcClient jdbc, ObjectStore store) {
        this.jdbc = jdbc;
        this.store = store;
    }

    @Override
    public Set<String> prefixes() {
        return jdbc
                .sql("select id, kind from job where state = 'RUNNING'")
                .query((row, index) ->
                        "training/%s/%s/1/".formatted(row.getString("kind"), row.getString("id")))
                .stream()
                .map(output -> CheckpointPlace.beside(output).prefix())
                .collect(Collectors.toSet());
    }

    /** To be called inside the transaction that publishes the job. */
    void deleteAfterCommit(JobContext job) {
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        delete(job);
                    }
                });
    }

    /** After a failure: if it ends the job, or a cancel has, and no other attempt will come. */
    void deleteIfOver(JobContext job, Exception failure) {
        try {
            if (failure instanceof JobInterrupted ? hasEnded(job) : isOurs(job)) {
                delete(job);
            }
        } catch (RuntimeException unknown) {
            log.warn(
                    "Checkpoints of job {} remain until the next gc: {}",
                    job.id(),
                    unknown.toString());
        }
    }

    private boolean hasEnded(JobContext job) {
        return jdbc.sql("select state <> 'RUNNING' from job where id = :id")
                .param("id", job.id())
                .query(Boolean.class)
                .single();
    }

    private static boolean isOurs(JobContext job) {
        try {
            job.checkStillOurs();
            return true;
        } catch (JobInterrupted another) {
            return false;
        }
    }

    private void delete(JobContext job) {
        try {
            store.deletePrefix(CheckpointPlace.beside(job.outputPrefix()).prefix());
        } catch (RuntimeException away) {
            log.warn(
                    "Checkpoints of job {} remain until the next gc: {}",
                    job.id(),
                    away.toString());
        }
    }
}
