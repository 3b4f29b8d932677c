package dev.millrace.contracts.orchestrator;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was decided about one instant of a schedule.
 *
 * @param instant what it stands for
 * @param origin why there was something to decide
 * @param reason one sentence: why it is where it is
 * @param run what it started
 * @param runState where that run stands
 * @param backfill the backfill that it belongs to
 * @param decidedAt by the clock of the orchestrator that decided
 * @param startedAt when the run was started, by that clock
 */
@Schema(
        example =
                """
                {"id": 17, "instant": "2026-11-23T01:30:00Z", "origin": "INSTANT", "state": "STARTED",
                 "reason": "came on time", "run": "019aa3c1-7a44-7a5e-9a4b-0f8a8d0a5f11", "runState": "RUNNING",
                 "backfill": null, "decidedAt": "2026-11-23T01:30:00.113Z", "startedAt": "2026-11-23T01:30:00.118Z"}\
                """)
public record Firing(
        long id,
        Instant instant,
        Origin origin,
        State state,
        String reason,
        @Nullable UUID run,
        @Nullable RunState runState,
        @Nullable UUID backfill,
        Instant decidedAt,
        @Nullable Instant startedAt) {

    /** Why there was something to decide. */
    public enum Origin {
        /** The instant came. */
        INSTANT,
        /** It had come while nobody looked. */
        CATCH_UP,
        /** Somebody asked for a run now. */
        RUN_NOW,
        BACKFILL
    }

    /** What was decided. */
    public enum State {
        /** Waits for another run to end. */
        QUEUED,
        /** Its run is being started. */
        STARTING,
        STARTED,
        /** Overlap: starts no run. */
        SKIPPED,
        /** One or many instants that nobody looked at and that are not caught up. */
        MISSED,
        /** Its run could not be started. */
        FAILED,
        /** Its backfill was cancelled before it started. */
        CANCELLED
    }
}
