package dev.millrace.contracts.orchestrator;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a pipeline has done lately.
 *
 * @param days how far back it looks
 * @param runs how many runs that is
 * @param complete false where there were more runs than it looks at; then it is the newest ones
 * @param outcomes runs by state; only states that occur
 * @param successRate successes among the runs that have ended; null if none has
 * @param duration from start to end of runs that succeeded
 * @param steps in the order of the newest run; all parts of a map together
 * @param last the newest runs, newest first
 */
@Schema(
        example =
                """
                {"pipeline": "nightly", "days": 30, "runs": 30, "complete": true,
                 "outcomes": {"SUCCEEDED": 28, "FAILED": 2}, "successRate": 0.933,
                 "duration": {"p50": 312.4, "p90": 401.0, "p99": 640.2},
                 "steps": [{"step": "train", "type": "train", "outcomes": {"SUCCEEDED": 28, "FAILED": 2},
                            "successRate": 0.933, "attemptsPerSuccess": 1.14,
                            "duration": {"p50": 240.1, "p90": 312.9, "p99": 502.7},
                            "queue": {"p50": 0.2, "p90": 12.5, "p99": 60.0}}],
                 "last": [{"run": "019aa3c1-7a44-7a5e-9a4b-0f8a8d0a5f11", "state": "SUCCEEDED",
                           "createdAt": "2026-11-20T01:30:00Z", "seconds": 309.8}]}\
                """)
public record PipelineStatistics(
        String pipeline,
        int days,
        long runs,
        boolean complete,
        Map<RunState, Long> outcomes,
        @Nullable Double successRate,
        @Nullable Percentiles duration,
        List<StepStatistics> steps,
        List<LastRun> last) {

    /** Seconds that half, nine in ten and ninety-nine in a hundred do not exceed. */
    public record Percentiles(double p50, double p90, double p99) {}

    /**
     * One step in those runs.
     *
     * @param attemptsPerSuccess attempts of all these steps for each that succeeded
     * @param duration of attempts that succeeded
     * @param queue from being ready to having a slot of its pool; null if it never waited for one
     */
    public record StepStatistics(
            String step,
            String type,
            Map<StepState, Long> outcomes,
            @Nullable Double successRate,
            @Nullable Double attemptsPerSuccess,
            @Nullable Percentiles duration,
            @Nullable Percentiles queue) {}

    /**
     * @param seconds from start to end; null while it goes on
     */
    public record LastRun(UUID run, RunState state, Instant createdAt, @Nullable Double seconds) {}
}
