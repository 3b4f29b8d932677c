package dev.millrace.contracts.orchestrator;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A trigger as it is kept.
 *
 * @param paused whether it looks for nothing
 * @param lookedAt when it last looked and could; null before the first time
 * @param nextLook when it looks next; null while it is paused
 * @param trouble why it cannot look; null while it can
 * @param updatedBy principal who wrote it; its runs are started in that name
 */
@Schema(
        example =
                """
                {"name": "orders-landed",
                 "definition": {"pipeline": "orders", "on": {"s3": {"bucket": "landing", "prefix": "orders/"}},
                                "every": "1m", "from": "now", "parameters": {"data": "${event.uri}"}, "parallel": 2},
                 "paused": false, "lookedAt": "2026-11-20T19:30:00Z", "nextLook": "2026-11-20T19:31:00Z",
                 "trouble": null, "createdAt": "2026-11-20T19:00:00Z", "updatedAt": "2026-11-20T19:00:00Z",
                 "updatedBy": "ada"}\
                """)
public record Trigger(
        String name,
        TriggerRequest definition,
        boolean paused,
        @Nullable Instant lookedAt,
        @Nullable Instant nextLook,
        @Nullable Trouble trouble,
        Instant createdAt,
        Instant updatedAt,
        String updatedBy) {

    /**
     * @param message of the last failed look
     * @param since of the first failed look in a row
     * @param looks how many failed in a row
     */
    public record Trouble(String message, Instant since, int looks) {}
}
