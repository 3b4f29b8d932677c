package dev.millrace.contracts.orchestrator;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A schedule as it is kept.
 *
 * @param paused whether it fires nothing
 * @param next its next instant; null if there never is one
 * @param updatedBy principal who wrote it; its runs are started in that name
 */
@Schema(
        example =
                """
                {"name": "nightly",
                 "definition": {"pipeline": "diabetes", "cron": "30 2 * * MON-FRI", "zone": "Europe/Zurich",
                                "parameters": {"data": "/data/day.csv"}, "catchUp": "latest", "catchUpLimit": 100,
                            "overlap": "queue-one"},
                 "paused": false, "next": "2026-11-23T01:30:00Z", "createdAt": "2026-11-20T19:30:00Z",
                 "updatedAt": "2026-11-20T19:30:00Z", "updatedBy": "ada"}\
                """)
public record Schedule(
        String name,
        ScheduleRequest definition,
        boolean paused,
        @Nullable Instant next,
        Instant createdAt,
        Instant updatedAt,
        String updatedBy) {}
