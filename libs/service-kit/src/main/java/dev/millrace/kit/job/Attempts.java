package dev.millrace.kit.job;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The attempts that run in this instance. */
class Attempts {

    private final JobRows rows;
    private final JobEvents events;
    private final Clock clock;
    private final String service;
    private final Map<UUID, Attempt> running = new ConcurrentHashMap<>();

    Attempts(JobRows rows, JobEvents events, Clock clock, String service) {
        this.rows = rows;
        this.events = events;
        this.clock = clock;
        this.service = service;
    }

    /** Starts the job's next attempt; empty if the job has ended. */
    Optional<Attempt> start(UUID job) {
        var attempt =
                rows.start(job, clock.instant())
                        .map(started -> new Attempt(started, service, rows, events, clock));
        attempt.ifPresent(one -> running.put(job, one));
        return attempt;
    }

    void remove(Attempt attempt) {
        running.remove(attempt.id(), attempt);
    }

    void interrupt(UUID job, String reason) {
        Attempt attempt = running.get(job);
        if (attempt != null) {
            attempt.interrupt(reason);
        }
    }

    void interruptAll(String reason) {
        running.values().forEach(attempt -> attempt.interrupt(reason));
    }

    /** Writes what handlers said last, and notices cancels and takeovers while they are silent. */
    void watch() {
        running.values().forEach(Attempt::watch);
    }
}
