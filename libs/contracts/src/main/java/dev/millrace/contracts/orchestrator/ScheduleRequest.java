package dev.millrace.contracts.orchestrator;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When a pipeline runs by itself. It has either {@code cron} or {@code every}.
 *
 * @param version default: the latest at the time of each start
 * @param cron five fields (minute, hour, day of month, month, day of week), or six with seconds
 *     first; names, {@code L}, {@code W}, {@code #} and macros such as {@code @daily}
 * @param zone time zone of {@code cron}, such as Europe/Zurich; default UTC
 * @param every a fixed interval such as 15m
 * @param anchor an instant that {@code every} counts from, back and forth; default
 *     1970-01-01T00:00:00Z, so that 15m falls on the quarters of the hour
 * @param parameters of each run; texts may hold <code>${schedule.instant}</code>, <code>
 *     ${schedule.previous}</code> and <code>${schedule.name}</code>
 * @param catchUp default none
 * @param catchUpLimit how many instants are caught up at most; default 100
 * @param overlap default skip
 * @param reuse as of {@link StartRun}: false makes every step of its runs do its work
 */
@Schema(
        example =
                """
                {"pipeline": "diabetes", "cron": "30 2 * * MON-FRI", "zone": "Europe/Zurich",
                 "parameters": {"data": "/data/day.csv", "from": "${schedule.previous}", "to": "${schedule.instant}"},
                 "catchUp": "latest", "overlap": "queue-one"}\
                """)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ScheduleRequest(
        @NotBlank String pipeline,
        @Nullable Integer version,
        @Nullable String cron,
        @Nullable String zone,
        @Nullable String every,
        @Nullable Instant anchor,
        Map<String, @Nullable Object> parameters,
        CatchUp catchUp,
        @Min(1) @Max(1000) Integer catchUpLimit,
        Overlap overlap,
        @Nullable Boolean reuse) {

    public ScheduleRequest(
            String pipeline,
            @Nullable Integer version,
            @Nullable String cron,
            @Nullable String zone,
            @Nullable String every,
            @Nullable Instant anchor,
            @Nullable Map<String, @Nullable Object> parameters,
            @Nullable CatchUp catchUp,
            @Nullable Integer catchUpLimit,
            @Nullable Overlap overlap,
            @Nullable Boolean reuse) {
        this.pipeline = pipeline;
        this.version = version;
        this.cron = cron;
        this.zone = zone;
        this.every = every;
        this.anchor = anchor;
        this.parameters = requireNonNullElse(parameters, Map.of());
        this.catchUp = requireNonNullElse(catchUp, CatchUp.NONE);
        this.catchUpLimit = requireNonNullElse(catchUpLimit, 100);
        this.overlap = requireNonNullElse(overlap, Overlap.SKIP);
        this.reuse = reuse;
    }
}
