package dev.millrace.kit.job;

import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.millrace.contracts.failure.Failure;
import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.kit.observe.Correlation;
import dev.millrace.kit.store.ObjectStore;
import dev.millrace.kit.web.Failures;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Runs jobs, one attempt at a time, and records how each attempt ended. */
class JobRunner {

    static final String TASK = "job";

    private static final Logger log = LoggerFactory.getLogger(JobRunner.class);

    private final Map<String, JobHandler<?>> handlers;
    private final JobRows rows;
    private final JobEvents events;
    private final TransactionTemplate transaction;
    private final ObjectStore store;
    private final JsonMapper json;
    private final Callbacks callbacks;
    private final MeterRegistry metrics;
    private final Clock clock;
    private final String service;
    private volatile boolean stopping;
    private final Map<UUID, Attempt> running = new ConcurrentHashMap<>();

    JobRunner(
            List<JobHandler<?>> handlers,
            JobRows rows,
            JobEvents events,
            TransactionTemplate transaction,
            ObjectStore store,
            JsonMapper json,
            Callbacks callbacks,
            MeterRegistry metrics,
            Clock clock,
            String service) {
        this.handlers =
                handlers.stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        JobHandler::kind, Function.identity()));
        this.rows = rows;
        this.events = events;
        this.transaction = transaction;
        this.store = store;
        this.json = json;
        this.callbacks = callbacks;
        this.metrics = metrics;
        this.clock = clock;
        this.service = service;
    }

    /**
     * Called by db-scheduler, at least once per job. What it throws (the database is away, say)
     * makes db-scheduler call again later.
     */
    void execute(TaskInstance<Void> instance, ExecutionContext execution) {
        rows.start(UUID.fromString(instance.getId()), clock.instant()).ifPresent(this::run);
    }

    void interrupt(UUID id, String reason) {
        Attempt attempt = running.get(id);
        if (attempt != null) {
            attempt.interrupt(reason);
        }
    }

    void watch() {
        running.values().forEach(Attempt::watch);
    }

    /** Ends what runs here without an outcome: db-scheduler gives it to whoever comes next. */
    void stop() {
        stopping = true;
        running.values().forEach(attempt -> attempt.interrupt("the service stops"));
    }

    void tellCaller(UUID id) {
        rows.callback(id).ifPresent(url -> callbacks.send(url, id));
    }

    private void run(JobRows.Started job) {
        try (var ids =
                Correlation.of(job.run(), job.step(), job.id().toString(), job.principal())) {
            var attempt = new Attempt(job, service, rows, events, clock);
            running.put(job.id(), attempt);
            Timer.Sample sample = Timer.start(metrics);
            String outcome = "interrupted";
            try {
                attempt.event("started", Map.of("attempt", job.attempt()));
                outcome = attempt(attempt, job);
                if (!outcome.equals("interrupted")) {
                    tellCaller(job.id());
                }
            } finally {
                running.remove(job.id(), attempt);
                sample.stop(
                        metrics.timer(
                                "millrace.job.seconds", "kind", job.kind(), "outcome", outcome));
            }
        }
    }

    private String attempt(Attempt attempt, JobRows.Started job) {
        try {
            log.info("Job {} ({}) starts attempt {}.", job.id(), job.kind(), job.attempt());
            Publication publication = handle(handler(job.kind()), attempt, job.request());
            attempt.flush();
            publish(attempt, publication);
            return "succeeded";
        } catch (Exception thrown) {
            return failedOrInterrupted(attempt, job, thrown);
        }
    }

    private String failedOrInterrupted(Attempt attempt, JobRows.Started job, Exception thrown) {
        discardOutputs(attempt);
        if (stopping) {
            throw new JobInterrupted("the service stops; the job will be started over");
        }
        if (thrown instanceof JobInterrupted || !isStillOurs(attempt)) {
            log.info("Job {} stopped: {}.", job.id(), thrown.getMessage());
            return "interrupted";
        }
        fail(attempt, failureOf(job, thrown));
        return "failed";
    }

    private static boolean isStillOurs(Attempt attempt) {
        try {
            attempt.flush();
            return true;
        } catch (JobInterrupted takenOver) {
            return false;
        }
    }

    private <Q> Publication handle(JobHandler<Q> handler, Attempt attempt, String request)
            throws Exception {
        return handler.run(attempt, json.readValue(request, handler.requestType()));
    }

    private JobHandler<?> handler(String kind) {
        JobHandler<?> handler = handlers.get(kind);
        if (handler == null) {
            throw new PlatformException(
                    FailureCode.INTERNAL_ERROR,
                    "This version of the service has no jobs of kind " + kind + ".");
        }
        return handler;
    }

    private void publish(Attempt attempt, Publication publication) {
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

    private void fail(Attempt attempt, Failure failure) {
        transaction.executeWithoutResult(status -> {
            if (rows.fail(attempt.id(), attempt.attempt(), failure, clock.instant())) {
                var facts =
                        Map.<String, Object>of(
                                "code", failure.code(), "message", failure.message());
                events.append(attempt.id(), clock.instant(), "failed", facts);
            }
        });
        log.info("Job {} failed: {} {}", attempt.id(), failure.code(), failure.message());
    }

    private Failure failureOf(JobRows.Started job, Exception thrown) {
        if (thrown instanceof PlatformException expected) {
            return expected.failure();
        }
        log.error(
                "Job {} ({}) failed unexpectedly in attempt {}.",
                job.id(),
                job.kind(),
                job.attempt(),
                thrown);
        return Failures.of(thrown);
    }

    private void discardOutputs(Attempt attempt) {
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
