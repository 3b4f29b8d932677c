package dev.millrace.contracts.orchestrator;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;

/**
 * A backfill and how far it is.
 *
 * @param cancelled whether somebody stopped it
 * @param waiting instants that have not started
 * @param running runs that go on
 * @param ended runs that ended, and instants that will start none
 * @param createdBy principal who asked for it; its runs are started in that name
 */
@Schema(
        example =
                """
                {"id": "019aa3c1-7a44-7a5e-9a4b-0f8a8d0a5f11", "schedule": "nightly", "from": "2026-11-01T00:00:00Z",
                 "to": "2026-11-15T00:00:00Z", "parallel": 2, "cancelled": false, "waiting": 5, "running": 2, "ended": 3,
                 "createdAt": "2026-11-20T19:30:00Z", "createdBy": "ada"}\
                """)
public record Backfill(
        UUID id,
        String schedule,
        Instant from,
        Instant to,
        int parallel,
        boolean cancelled,
        int waiting,
        int running,
        int ended,
        Instant createdAt,
        String createdBy) {}
