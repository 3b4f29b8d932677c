package dev.millrace.contracts.orchestrator;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a trigger found, and what became of it.
 *
 * @param what the same thing is found once
 * @param facts what <code>${event.NAME}</code> stands for in its run's parameters
 * @param reason one sentence: why it is where it is
 * @param run what it started
 * @param runState where that run stands
 */
@Schema(
        example =
                """
                {"id": 17, "what": "orders/2026-11-20.csv 2026-11-20T19:29:41Z 18311",
                 "facts": {"bucket": "landing", "key": "orders/2026-11-20.csv", "uri": "s3://landing/orders/2026-11-20.csv",
                           "size": 18311, "at": "2026-11-20T19:29:41Z"},
                 "state": "STARTED", "reason": "was found", "run": "019aa3c1-7a44-7a5e-9a4b-0f8a8d0a5f11",
                 "runState": "RUNNING", "foundAt": "2026-11-20T19:30:00.113Z", "startedAt": "2026-11-20T19:30:00.118Z"}\
                """)
public record TriggerFinding(
        long id,
        String what,
        Map<String, @Nullable Object> facts,
        State state,
        String reason,
        @Nullable UUID run,
        @Nullable RunState runState,
        Instant foundAt,
        @Nullable Instant startedAt) {

    public enum State {
        /** Waits for runs of the trigger to end. */
        QUEUED,
        /** Its run is being started. */
        STARTING,
        STARTED,
        /** Its run could not be started. */
        FAILED
    }
}
