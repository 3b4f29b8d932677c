package dev.millrace.kit.job;

import dev.millrace.contracts.job.JobEvent;
import dev.millrace.kit.observe.Correlation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One attempt at work in this instance. Progress and events are written in batches. */
class Attempt implements JobContext {

    private static final Logger log = LoggerFactory.getLogger(Attempt.class);

    // Often enough for eyes, rare enough that a job of many tiny epochs is not slowed by its
    // reports.
    private static final Duration BETWEEN_WRITES = Duration.ofMillis(150);
    private static final int MOST_PENDING = 500;

    private final JobRows.Started job;
    private final String service;
    private final JobRows rows;
    private final JobEvents events;
    private final Clock clock;
    private final List<JobEvent> pending = new ArrayList<>();
    private final List<Runnable> interruptActions = new ArrayList<>();
    private Instant lastWrite = Instant.EPOCH;
    private double share;
    private String sentence = "started";
    private boolean publishing;
    private @Nullable String interruption;

    Attempt(JobRows.Started job, String service, JobRows rows, JobEvents events, Clock clock) {
        this.job = job;
        this.service = service;
        this.rows = rows;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public UUID id() {
        return job.id();
    }

    String kind() {
        return job.kind();
    }

    String request() {
        return job.request();
    }

    @Nullable String callbackUrl() {
        return job.callbackUrl();
    }

    /** The ids under which this attempt's thread works. */
    Correlation correlation() {
        return Correlation.of(job.run(), job.step(), job.id().toString(), job.principal());
    }

    @Override
    public int attempt() {
        return job.attempt();
    }

    @Override
    public String principal() {
        return job.principal();
    }

    @Override
    public String outputPrefix() {
        return "%s/%s/%s/%d/".formatted(service, job.kind(), job.id(), job.attempt());
    }

    @Override
    public synchronized void progress(double newShare, String newSentence) {
        share = Math.clamp(newShare, 0, 1);
        boolean news = !newSentence.equals(sentence);
        sentence = newSentence;
        if (news) {
            enqueue("progress", Map.of("progress", share, "message", sentence));
        }
        flushIfDue();
    }

    @Override
    public synchronized void event(String type, Map<String, Object> data) {
        enqueue(type, data);
        flushIfDue();
    }

    @Override
    public void checkStillOurs() {
        refuseIfInterrupted();
        if (!rows.isCurrent(id(), attempt())) {
            interrupt("the job was cancelled or taken over");
            refuseIfInterrupted();
        }
    }

    @Override
    public void onInterrupt(Runnable action) {
        synchronized (this) {
            if (interruption == null) {
                interruptActions.add(action);
                return;
            }
        }
        action.run();
    }

    /**
     * Writes what the handler said last, and notices a cancel or takeover while the handler is
     * silent.
     */
    void watch() {
        try {
            flushUnlessPublishing();
        } catch (JobInterrupted alreadyTold) {
            // The handler's own actions were run; it will end by itself.
        } catch (RuntimeException databaseAway) {
            log.warn("Job {} could not write its progress: {}", id(), databaseAway.toString());
        }
    }

    /**
     * Writes what is pending for the last time. From here on the transaction of the publication
     * alone decides whose the job is: a watch would wait for that transaction's lock, find the job
     * ended, and take this for a cancel.
     */
    synchronized void beginPublication() {
        flush();
        publishing = true;
    }

    private synchronized void flushUnlessPublishing() {
        if (!publishing) {
            flush();
        }
    }

    void interrupt(String reason) {
        List<Runnable> actions;
        synchronized (this) {
            if (interruption != null) {
                return;
            }
            interruption = reason;
            actions = List.copyOf(interruptActions);
        }
        actions.forEach(Runnable::run);
    }

    /** Writes what is pending. */
    synchronized void flush() {
        refuseIfInterrupted();
        lastWrite = clock.instant();
        if (!rows.progress(id(), attempt(), share, sentence)) {
            interrupt("the job was cancelled or taken over");
            refuseIfInterrupted();
        }
        for (JobEvent event : pending) {
            events.append(id(), event.at(), event.type(), event.data());
        }
        pending.clear();
    }

    private void enqueue(String type, Map<String, Object> data) {
        refuseIfInterrupted();
        pending.add(new JobEvent(0, clock.instant(), type, data));
    }

    private void flushIfDue() {
        if (pending.size() >= MOST_PENDING
                || Duration.between(lastWrite, clock.instant()).compareTo(BETWEEN_WRITES) >= 0) {
            flush();
        }
    }

    private synchronized void refuseIfInterrupted() {
        if (interruption != null) {
            throw new JobInterrupted(interruption);
        }
    }
}
