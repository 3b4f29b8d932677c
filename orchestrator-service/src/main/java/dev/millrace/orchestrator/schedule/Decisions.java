package dev.millrace.orchestrator.schedule;

import dev.millrace.contracts.orchestrator.Firing.Origin;
import dev.millrace.contracts.orchestrator.Firing.State;
import dev.millrace.contracts.orchestrator.Overlap;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Decides about instants, each once: whoever holds the lock on the schedule's row decides, and
 * moves the schedule on in the same transaction.
 */
@Component
class Decisions {

    private static final int SCHEDULES_AT_ONCE = 20;

    private final TransactionTemplate transaction;
    private final Schedules schedules;
    private final Firings firings;
    private final Busy busy;
    private final ScheduleSettings settings;
    private final CalendarTime time;

    Decisions(
            TransactionTemplate transaction,
            Schedules schedules,
            Firings firings,
            Busy busy,
            ScheduleSettings settings,
            CalendarTime time) {
        this.transaction = transaction;
        this.schedules = schedules;
        this.firings = firings;
        this.busy = busy;
        this.settings = settings;
        this.time = time;
    }

    /** About the instants of some schedules that have come; false if there was none. */
    boolean decide() {
        return Boolean.TRUE.equals(
                transaction.execute(status -> {
                    var now = time.now();
                    var due = schedules.due(now, SCHEDULES_AT_ONCE);
                    due.forEach(schedule -> decide(schedule, now));
                    return !due.isEmpty();
                }));
    }

    private void decide(Kept schedule, Instant now) {
        var due =
                Due.of(
                        schedule,
                        schedule.next() == null ? now : schedule.next(),
                        now,
                        settings.onTime());
        if (due.missed() != null) {
            add(schedule, due.missed(), now);
        }
        due.found().forEach(found -> decide(schedule, found, now));
        schedules.goOnAt(schedule.name(), due.next());
    }

    private void decide(Kept schedule, Due.Found found, Instant now) {
        add(
                schedule,
                new Due.Found(
                        found.instant(),
                        found.origin(),
                        overlap(schedule, found.instant(), found.verdict().reason())),
                now);
    }

    private Verdict overlap(Kept schedule, Instant instant, String came) {
        var overlap = schedule.definition().overlap();
        if (overlap == Overlap.ALLOW) {
            return new Verdict(State.STARTING, came);
        }
        var unfinished = busy.schedule(schedule.name());
        if (overlap == Overlap.CANCEL_OTHER) {
            unfinished
                    .queued()
                    .forEach(waiting ->
                            firings.become(waiting.id(), State.SKIPPED, Verdict.gaveWay(instant)));
        }
        return Verdict.of(overlap, came, unfinished.name(), unfinished.queued().size());
    }

    private void add(Kept schedule, Due.Found found, Instant now) {
        firings.add(
                new Firings.New(
                        schedule.name(),
                        found.instant(),
                        found.origin(),
                        found.verdict(),
                        key(schedule.name(), found.instant()),
                        schedule.request(found.instant()),
                        schedule.updatedBy(),
                        null),
                now);
    }

    static String key(String schedule, Instant instant) {
        return "schedule/%s/%s".formatted(schedule, instant);
    }

    /** About this very moment, as if it were an instant; answers the key of the decision. */
    String runNow(String name, String principal) {
        var key =
                "%s/%s"
                        .formatted(
                                key(name, Instant.ofEpochMilli(time.now().toEpochMilli())),
                                UUID.randomUUID());
        transaction.executeWithoutResult(status -> {
            var schedule = schedules.locked(name).orElseThrow(() -> Schedules.missing(name));
            var now = Instant.ofEpochMilli(time.now().toEpochMilli());
            var verdict = overlap(schedule, now, principal + " asked for it");
            firings.add(
                    new Firings.New(
                            name,
                            now,
                            Origin.RUN_NOW,
                            verdict,
                            key,
                            schedule.request(now),
                            principal,
                            null),
                    now);
        });
        return key;
    }

    /** Goes on with the instants from now on, and notes that those before were missed. */
    void resume(String name, String principal) {
        transaction.executeWithoutResult(status -> {
            var schedule = schedules.locked(name).orElseThrow(() -> Schedules.missing(name));
            var now = time.now();
            var next = schedule.next();
            if (schedule.paused() && next != null && !next.isAfter(now)) {
                var last = schedule.timing().newest(next, now, 1).getLast();
                var reason =
                        "paused from %s to %s; %s resumed the schedule"
                                .formatted(next, last, principal);
                add(
                        schedule,
                        new Due.Found(last, Origin.INSTANT, new Verdict(State.MISSED, reason)),
                        now);
                schedules.goOnAt(name, schedule.timing().next(now));
            }
            schedules.pause(name, false);
        });
    }
}
