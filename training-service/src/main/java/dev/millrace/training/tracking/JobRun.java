package dev.millrace.training.tracking;

import dev.millrace.contracts.training.RunCost;
import dev.millrace.kit.job.JobInterrupted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * One attempt of a job, writing its run. Points are written in batches, and a database that is away
 * for a while delays them; the job is not told.
 */
public final class JobRun implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(JobRun.class);
    private static final Duration BETWEEN_WRITES = Duration.ofSeconds(1);
    private static final int BATCH = 500;
    private static final long NOTHING = Long.MAX_VALUE;

    private final long id;
    private final UUID job;
    private final int attempt;
    private final JobRuns runs;
    private final Instant start;
    private final List<Point> waiting = new ArrayList<>();
    private Instant lastWrite;
    private long lastStep;
    private long repeatedFrom = NOTHING;
    private int epochsAllowed;
    private int epochs;
    private double deviceSeconds;
    private double secondsBelow;
    private int trialsPruned;

    JobRun(long id, UUID job, int attempt, JobRuns runs) {
        this.id = id;
        this.job = job;
        this.attempt = attempt;
        this.runs = runs;
        start = runs.clock().instant();
        lastWrite = start;
        // What an earlier attempt wrote from its first epoch on will come again.
        lastStep = attempt == 1 ? 0 : NOTHING;
    }

    /**
     * Takes the numbers of an epoch. One that comes again, because its worker was lost, takes the
     * place of the first and of all after it.
     *
     * @param seconds that the device worked on it
     */
    public synchronized void epoch(int number, double seconds, Map<String, Double> metrics) {
        if (number <= lastStep) {
            waiting.removeIf(point -> point.step() >= number);
            repeatedFrom = Math.min(repeatedFrom, number);
        }
        lastStep = number;
        epochs = number;
        deviceSeconds += seconds;
        add(number, metrics);
        if (waiting.size() >= BATCH || isDue()) {
            writeIfPossible();
        }
    }

    /**
     * Begins a training that becomes a model version.
     *
     * @param params of its request
     */
    public synchronized void train(int mostEpochs, Map<String, String> params) {
        epochsAllowed = mostEpochs;
        runs.rows().add(id, params);
    }

    /**
     * Writes a run below this one, or what is new of it, at once. What an earlier attempt wrote of
     * it from the first of its points on is replaced. May be called from several threads.
     */
    public void child(ChildRun child) {
        runs.transaction()
                .executeWithoutResult(status -> {
                    long key =
                            runs.children()
                                    .put(job, attempt, child, runs.clock().millis())
                                    .orElseThrow(() ->
                                            new JobInterrupted(
                                                    "another attempt has taken the job over"));
                    if (attempt > 1) {
                        child.points().stream()
                                .mapToLong(Point::step)
                                .min()
                                .ifPresent(first -> runs.points().rewind(key, first));
                    }
                    runs.points().write(key, child.points());
                });
    }

    /** What all runs below this one took. */
    public synchronized void below(double seconds, int trialsPruned) {
        secondsBelow = seconds;
        this.trialsPruned = trialsPruned;
    }

    /**
     * Ends the run, in the transaction that publishes the job.
     *
     * @param step that the metrics of the result belong to: the best epoch
     */
    public synchronized void finish(
            long step,
            Map<String, Double> metrics,
            Map<String, String> tags,
            Map<String, String> environment) {
        add(step, metrics);
        write();
        runs.rows().finish(id, tags, environment, runs.clock().instant());
    }

    /** Writes what is waiting. The status follows from the job. */
    @Override
    public synchronized void close() {
        writeIfPossible();
    }

    private void add(long step, Map<String, Double> metrics) {
        long now = runs.clock().millis();
        metrics.forEach((name, value) -> waiting.add(new Point(name, step, now, value)));
    }

    private boolean isDue() {
        return Duration.between(lastWrite, runs.clock().instant()).compareTo(BETWEEN_WRITES) >= 0;
    }

    private void writeIfPossible() {
        lastWrite = runs.clock().instant();
        try {
            write();
        } catch (DataAccessException | TransactionException databaseAway) {
            log.warn(
                    "{} points of run {} wait for the database: {}",
                    waiting.size(),
                    id,
                    databaseAway.toString());
        }
    }

    private void write() {
        runs.transaction()
                .executeWithoutResult(status -> {
                    if (runs.rows().cost(id, attempt, cost())) {
                        if (repeatedFrom < NOTHING) {
                            runs.points().rewind(id, repeatedFrom);
                        }
                        runs.points().write(id, waiting);
                    }
                });
        waiting.clear();
        repeatedFrom = NOTHING;
    }

    private RunCost cost() {
        return new RunCost(
                Duration.between(start, runs.clock().instant()).toNanos() / 1e9,
                secondsBelow + deviceSeconds,
                epochs,
                Math.max(0, epochsAllowed - epochs),
                trialsPruned);
    }
}
