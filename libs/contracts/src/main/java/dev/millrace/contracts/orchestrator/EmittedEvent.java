package dev.millrace.contracts.orchestrator;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that a run, or somebody else, told whoever listens.
 *
 * @param id unique; in general a later event has a higher one
 * @param name what listeners know it by
 * @param data facts for them
 * @param run whose step told it; null where no run did, as are step and attempt
 * @param step which step
 * @param attempt which attempt of the step
 * @param emittedBy who told it, or in whose name the run goes on
 * @param at when it was told
 */
@Schema(
        example =
                """
                {"id": 7, "name": "orders-ready", "data": {"day": "2026-03-01", "rows": 1200},
                 "run": "0198c0de-0000-7000-8000-000000000001", "step": "tell", "attempt": 1,
                 "emittedBy": "alice", "at": "2026-03-02T01:00:00Z"}\
                """)
public record EmittedEvent(
        long id,
        String name,
        Map<String, @Nullable Object> data,
        @Nullable UUID run,
        @Nullable String step,
        @Nullable Integer attempt,
        String emittedBy,
        Instant at) {}
