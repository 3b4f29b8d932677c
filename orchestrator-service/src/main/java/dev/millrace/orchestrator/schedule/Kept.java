package dev.millrace.orchestrator.schedule;

import dev.millrace.contracts.orchestrator.Schedule;
import dev.millrace.contracts.orchestrator.ScheduleRequest;
import dev.millrace.contracts.orchestrator.StartRun;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A schedule's row, and the timing that it says. */
record Kept(
        String name,
        ScheduleRequest definition,
        Timing timing,
        boolean paused,
        @Nullable Instant next,
        Instant createdAt,
        Instant updatedAt,
        String updatedBy) {

    Schedule told() {
        return new Schedule(name, definition, paused, next, createdAt, updatedAt, updatedBy);
    }

    /** What is started for an instant. */
    StartRun request(Instant instant) {
        return new StartRun(
                definition.pipeline(),
                definition.version(),
                InstantFacts.of(name, timing, instant).fill(definition.parameters()),
                null,
                definition.reuse());
    }
}
