package dev.millrace.contracts.orchestrator;

import dev.millrace.contracts.failure.Failure;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One try of a step.
 *
 * @param number counted from 1
 * @param state RUNNING until its outcome is recorded
 * @param request what its service was sent; null for steps that the orchestrator does itself
 * @param job the service's job
 * @param read artifacts that it read, written {@code kind:name}; within a second of its success
 * @param made artifacts that it made
 */
@Schema(
        example =
                """
                {"number": 2, "state": "SUCCEEDED", "request": {"model": "diabetes", "preparedData": "0f8a8d0a-5f11-4a5e-9a4b-7a44019aa3c1"},
                 "job": "7c2e1b0a-5f11-4a5e-9a4b-7a44019aa3c1", "failure": null,
                 "read": ["prepared:0f8a8d0a-5f11-4a5e-9a4b-7a44019aa3c1"], "made": ["model:diabetes@4"],
                 "startedAt": "2026-11-20T12:00:00Z", "endedAt": "2026-11-20T12:04:10Z"}\
                """)
public record StepAttempt(
        int number,
        StepState state,
        @Nullable Map<String, Object> request,
        @Nullable UUID job,
        @Nullable Failure failure,
        List<String> read,
        List<String> made,
        Instant startedAt,
        @Nullable Instant endedAt) {}
