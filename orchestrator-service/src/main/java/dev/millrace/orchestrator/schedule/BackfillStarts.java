package dev.millrace.orchestrator.schedule;

import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.orchestrator.Backfill;
import dev.millrace.contracts.orchestrator.BackfillRequest;
import dev.millrace.contracts.orchestrator.Firing.Origin;
import dev.millrace.contracts.orchestrator.Firing.State;
import dev.millrace.orchestrator.run.Commands;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Starts backfills, previews them and stops them. */
@Component
class BackfillStarts {

    private static final int MOST = 1000;
    private static final Verdict WAITS =
            new Verdict(State.QUEUED, "waits for its turn in the backfill");

    private final TransactionTemplate transaction;
    private final Schedules schedules;
    private final Backfills backfills;
    private final Firings firings;
    private final Busy busy;
    private final Commands commands;
    private final CalendarTime time;

    BackfillStarts(
            TransactionTemplate transaction,
            Schedules schedules,
            Backfills backfills,
            Firings firings,
            Busy busy,
            Commands commands,
            CalendarTime time) {
        this.transaction = transaction;
        this.schedules = schedules;
        this.backfills = backfills;
        this.firings = firings;
        this.busy = busy;
        this.commands = commands;
        this.time = time;
    }

    List<Instant> preview(String schedule, BackfillRequest request) {
        return instants(schedules.find(schedule), request);
    }

    Backfill start(String name, BackfillRequest request, String principal) {
        var schedule = schedules.find(name);
        var instants = instants(schedule, request);
        var id = UUID.randomUUID();
        transaction.executeWithoutResult(status -> {
            var now = time.now();
            backfills.add(id, name, request, now, principal);
            instants.forEach(instant -> firings.add(firing(schedule, id, instant, principal), now));
        });
        return backfills.find(name, id);
    }

    private static Firings.New firing(
            Kept schedule, UUID backfill, Instant instant, String principal) {
        return new Firings.New(
                schedule.name(),
                instant,
                Origin.BACKFILL,
                WAITS,
                "backfill/%s/%s".formatted(backfill, instant),
                schedule.request(instant),
                principal,
                backfill);
    }

    private List<Instant> instants(Kept schedule, BackfillRequest request) {
        var mistakes = new ArrayList<Mistake>();
        if (request.from().isBefore(Instant.EPOCH)) {
            mistakes.add(Mistake.in("from", "must not lie before 1970"));
        }
        if (request.to().isBefore(request.from())) {
            mistakes.add(Mistake.in("to", "must not lie before from"));
        }
        if (request.to().isAfter(time.now())) {
            mistakes.add(Mistake.in("to", "must not lie in the future"));
        }
        ScheduleCheck.refuse("the backfill is wrong", mistakes);
        var instants = schedule.timing().between(request.from(), request.to(), MOST + 1);
        if (instants.isEmpty()) {
            mistakes.add(Mistake.in("to", "no instant of the schedule lies in this stretch"));
        }
        if (instants.size() > MOST) {
            mistakes.add(
                    Mistake.in(
                            "to",
                            "a backfill has at most %d instants; the last of the first %d is %s"
                                    .formatted(MOST, MOST, instants.get(MOST - 1))));
        }
        ScheduleCheck.refuse("the backfill is wrong", mistakes);
        return instants;
    }

    /** What waits starts no run; what runs is asked to stop. */
    Backfill cancel(String schedule, UUID id, String principal) {
        backfills.find(schedule, id);
        transaction.executeWithoutResult(status -> backfills.cancel(id, principal));
        busy.backfill(schedule, id)
                .notYetCancelled()
                .forEach(run -> commands.cancel(run, principal));
        return backfills.find(schedule, id);
    }
}
