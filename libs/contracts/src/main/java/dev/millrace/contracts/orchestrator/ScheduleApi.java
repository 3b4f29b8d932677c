package dev.millrace.contracts.orchestrator;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;

/** When pipelines run by themselves. */
@Tag(name = "Schedules", description = "When pipelines run by themselves")
@HttpExchange("/v1/schedules")
public interface ScheduleApi {

    @Operation(
            summary = "Write a schedule",
            description =
                    """
                    A new one looks at instants from now on. One whose `cron`, `zone`, `every` and `anchor` stay the same
                    loses no instant; where they change, it looks at those from now on.\
                    """)
    @PutExchange("/{name}")
    Schedule put(@PathVariable("name") String name, @Valid @RequestBody ScheduleRequest request);

    @Operation(summary = "List schedules", description = "By name.")
    @GetExchange
    List<Schedule> schedules(
            @RequestParam(name = "pipeline", required = false) @Nullable String pipeline);

    @Operation(summary = "Show a schedule")
    @GetExchange("/{name}")
    Schedule schedule(@PathVariable("name") String name);

    @Operation(
            summary = "Delete a schedule",
            description =
                    "With its decisions and backfills. Runs stay, and those that go on go on.")
    @DeleteExchange("/{name}")
    ResponseEntity<Void> delete(@PathVariable("name") String name);

    @Operation(
            summary = "Pause a schedule",
            description = "Nothing of it starts, queued instants included; backfills go on.")
    @PostExchange("/{name}/pause")
    Schedule pause(@PathVariable("name") String name);

    @Operation(
            summary = "Resume a schedule",
            description = "Instants that came while it was paused are noted as missed.")
    @PostExchange("/{name}/resume")
    Schedule resume(@PathVariable("name") String name);

    @Operation(
            summary = "Run now",
            description =
                    """
                    Decides about this very moment as if it were an instant of the schedule, `overlap` included, also while
                    the schedule is paused.\
                    """)
    @PostExchange("/{name}/run")
    ResponseEntity<Firing> run(@PathVariable("name") String name);

    @Operation(summary = "List the instants to come", description = "At most 1000.")
    @GetExchange("/{name}/instants")
    List<Instant> instants(
            @PathVariable("name") String name,
            @RequestParam(name = "limit", defaultValue = "10") int limit);

    @Operation(
            summary = "List what was decided",
            description =
                    "Newest first; `before` is the id of the last one seen. At most 1000 at once.")
    @GetExchange("/{name}/firings")
    List<Firing> firings(
            @PathVariable("name") String name,
            @RequestParam(name = "backfill", required = false) @Nullable UUID backfill,
            @RequestParam(name = "before", required = false) @Nullable Long before,
            @RequestParam(name = "limit", defaultValue = "50") int limit);

    @Operation(
            summary = "Preview a backfill",
            description = "The instants that it would run; starts nothing.")
    @PostExchange("/{name}/backfills/preview")
    List<Instant> preview(
            @PathVariable("name") String name, @Valid @RequestBody BackfillRequest request);

    @Operation(
            summary = "Start a backfill",
            description =
                    """
                    Runs the instants of a stretch of time, oldest first, at most `parallel` at once. They do not count for
                    the schedule's overlap. At most 1000 instants.\
                    """)
    @PostExchange("/{name}/backfills")
    ResponseEntity<Backfill> backfill(
            @PathVariable("name") String name, @Valid @RequestBody BackfillRequest request);

    @Operation(summary = "List the backfills of a schedule", description = "Newest first.")
    @GetExchange("/{name}/backfills")
    List<Backfill> backfills(@PathVariable("name") String name);

    @Operation(summary = "Show a backfill")
    @GetExchange("/{name}/backfills/{id}")
    Backfill backfill(@PathVariable("name") String name, @PathVariable("id") UUID id);

    @Operation(
            summary = "Cancel a backfill",
            description = "Instants that wait start no run; runs that go on are asked to stop.")
    @PostExchange("/{name}/backfills/{id}/cancel")
    Backfill cancel(@PathVariable("name") String name, @PathVariable("id") UUID id);
}
