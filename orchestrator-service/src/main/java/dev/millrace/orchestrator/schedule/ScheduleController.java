package dev.millrace.orchestrator.schedule;

import dev.millrace.contracts.orchestrator.Backfill;
import dev.millrace.contracts.orchestrator.BackfillRequest;
import dev.millrace.contracts.orchestrator.Firing;
import dev.millrace.contracts.orchestrator.Schedule;
import dev.millrace.contracts.orchestrator.ScheduleApi;
import dev.millrace.contracts.orchestrator.ScheduleRequest;
import dev.millrace.kit.web.CurrentPrincipal;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ScheduleController implements ScheduleApi {

    private final ScheduleCheck check;
    private final Schedules schedules;
    private final Decisions decisions;
    private final Departures departures;
    private final Firings firings;
    private final BackfillStarts backfillStarts;
    private final Backfills backfills;
    private final TransactionTemplate transaction;
    private final CalendarTime time;

    ScheduleController(
            ScheduleCheck check,
            Schedules schedules,
            Decisions decisions,
            Departures departures,
            Firings firings,
            BackfillStarts backfillStarts,
            Backfills backfills,
            TransactionTemplate transaction,
            CalendarTime time) {
        this.check = check;
        this.schedules = schedules;
        this.decisions = decisions;
        this.departures = departures;
        this.firings = firings;
        this.backfillStarts = backfillStarts;
        this.backfills = backfills;
        this.transaction = transaction;
        this.time = time;
    }

    @Override
    public Schedule put(String name, ScheduleRequest request) {
        var timing = check.check(name, request);
        var principal = CurrentPrincipal.name();
        transaction.executeWithoutResult(status -> {
            var now = time.now();
            var next =
                    schedules
                            .locked(name)
                            .filter(before -> before.timing().equals(timing))
                            .map(Kept::next)
                            .orElseGet(() -> timing.next(now));
            schedules.put(name, request, next, now, principal);
        });
        return schedule(name);
    }

    @Override
    public List<Schedule> schedules(@Nullable String pipeline) {
        return schedules.list(pipeline).stream().map(Kept::told).toList();
    }

    @Override
    public Schedule schedule(String name) {
        return schedules.find(name).told();
    }

    @Override
    public ResponseEntity<Void> delete(String name) {
        schedules.delete(name);
        return ResponseEntity.noContent().build();
    }

    @Override
    public Schedule pause(String name) {
        schedules.pause(name, true);
        return schedule(name);
    }

    @Override
    public Schedule resume(String name) {
        decisions.resume(name, CurrentPrincipal.name());
        return schedule(name);
    }

    @Override
    public ResponseEntity<Firing> run(String name) {
        var key = decisions.runNow(name, CurrentPrincipal.name());
        departures.start();
        return ResponseEntity.accepted().body(firings.byKey(key));
    }

    @Override
    public List<Instant> instants(String name, int limit) {
        var schedule = schedules.find(name);
        var first = schedule.timing().next(time.now());
        return Stream.iterate(first, at -> at != null, schedule.timing()::next)
                .limit(Math.clamp(limit, 1, Firings.MOST))
                .toList();
    }

    @Override
    public List<Firing> firings(
            String name, @Nullable UUID backfill, @Nullable Long before, int limit) {
        schedules.find(name);
        return firings.list(name, backfill, before, limit);
    }

    @Override
    public List<Instant> preview(String name, BackfillRequest request) {
        return backfillStarts.preview(name, request);
    }

    @Override
    public ResponseEntity<Backfill> backfill(String name, BackfillRequest request) {
        var started = backfillStarts.start(name, request, CurrentPrincipal.name());
        return ResponseEntity.accepted()
                .location(URI.create("/v1/schedules/%s/backfills/%s".formatted(name, started.id())))
                .body(started);
    }

    @Override
    public List<Backfill> backfills(String name) {
        schedules.find(name);
        return backfills.list(name);
    }

    @Override
    public Backfill backfill(String name, UUID id) {
        return backfills.find(name, id);
    }

    @Override
    public Backfill cancel(String name, UUID id) {
        return backfillStarts.cancel(name, id, CurrentPrincipal.name());
    }
}
