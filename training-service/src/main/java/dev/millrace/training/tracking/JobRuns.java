package dev.millrace.training.tracking;

import dev.millrace.kit.job.JobContext;
import java.time.Clock;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs that jobs write; a run has the id of its job. */
@Component
public class JobRuns {

    private final Experiments experiments;
    private final JobRunRows rows;
    private final ChildRunRows children;
    private final MetricPoints points;
    private final TransactionTemplate transaction;
    private final Clock clock;

    JobRuns(
            Experiments experiments,
            JobRunRows rows,
            ChildRunRows children,
            MetricPoints points,
            TransactionTemplate transaction,
            Clock clock) {
        this.experiments = experiments;
        this.rows = rows;
        this.children = children;
        this.points = points;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Begins the run of a job's attempt; a later attempt goes on with the run of the earlier one.
     */
    public JobRun begin(JobContext context, JobRunStart start) {
        var tags = new TreeMap<>(start.tags());
        tags.put(Runs.NAME_TAG, start.name());
        tags.put("mlflow.user", context.principal());
        tags.put("mlflow.source.type", "JOB");
        tags.put("millrace.job", context.id().toString());
        tags.put("millrace.attempt", Integer.toString(context.attempt()));
        var run =
                new NewRun(
                        context.id(),
                        experiments.ensure(start.experiment()),
                        start.name(),
                        context.principal(),
                        clock.millis(),
                        tags);
        var id = rows.begin(run, start, context.attempt(), context.outputPrefix());
        if (id.isEmpty()) {
            context.checkStillOurs();
            throw new IllegalStateException(
                    "The run of job %s belongs to a later attempt than %d."
                            .formatted(context.id(), context.attempt()));
        }
        return new JobRun(id.get(), context.id(), context.attempt(), this);
    }

    JobRunRows rows() {
        return rows;
    }

    ChildRunRows children() {
        return children;
    }

    MetricPoints points() {
        return points;
    }

    TransactionTemplate transaction() {
        return transaction;
    }

    Clock clock() {
        return clock;
    }
}
