package dev.millrace.contracts.orchestrator;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That somebody asked for something.
 *
 * @param id rises with time
 * @param action method and pattern of the path; {@code schedule} or {@code trigger} for a run that
 *     one started
 * @param path what was called, without its query
 * @param target what it was done to or what it made, such as {@code runs/} and an id
 * @param run the run on whose behalf it was asked
 * @param status of the answer
 */
@Schema(
        example =
                """
                {"id": 4711, "at": "2026-11-20T12:00:00.113Z", "actor": "ada", "action": "POST /v1/runs/{id}/cancel",
                 "path": "/v1/runs/019aa3c1-7a44-7a5e-9a4b-0f8a8d0a5f11/cancel",
                 "target": "runs/019aa3c1-7a44-7a5e-9a4b-0f8a8d0a5f11", "run": null, "outcome": "DONE",
                 "status": 200, "endedAt": "2026-11-20T12:00:00.121Z"}\
                """)
public record AuditEntry(
        long id,
        Instant at,
        String actor,
        String action,
        String path,
        String target,
        @Nullable String run,
        Outcome outcome,
        @Nullable Integer status,
        @Nullable Instant endedAt) {

    /** What became of it. */
    public enum Outcome {
        /** It goes on, or its process died before it could say more. */
        OPEN,
        DONE,
        /** The request was wrong: it did nothing. */
        REFUSED,
        /** The platform failed; it may have done something. */
        FAILED;

        public static Outcome of(@Nullable Integer status) {
            if (status == null) {
                return OPEN;
            }
            return status < 400 ? DONE : status < 500 ? REFUSED : FAILED;
        }
    }
}
