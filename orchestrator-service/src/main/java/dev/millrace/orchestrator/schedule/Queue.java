package dev.millrace.orchestrator.schedule;

import dev.millrace.contracts.orchestrator.Firing.State;
import dev.millrace.contracts.orchestrator.Overlap;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Lets instants that wait go on when what they wait for has ended. */
@Component
class Queue {

    private static final int AT_ONCE = 50;

    private final TransactionTemplate transaction;
    private final Schedules schedules;
    private final Backfills backfills;
    private final Firings firings;
    private final Busy busy;

    Queue(
            TransactionTemplate transaction,
            Schedules schedules,
            Backfills backfills,
            Firings firings,
            Busy busy) {
        this.transaction = transaction;
        this.schedules = schedules;
        this.backfills = backfills;
        this.firings = firings;
        this.busy = busy;
    }

    /** Answers the runs that must be cancelled before others may start. */
    List<UUID> advance() {
        return Objects.requireNonNull(
                transaction.execute(status -> {
                    var inTheWay = new ArrayList<UUID>();
                    schedules
                            .queued(AT_ONCE)
                            .forEach(schedule -> inTheWay.addAll(advance(schedule)));
                    backfills.open(AT_ONCE).forEach(this::advance);
                    return inTheWay;
                }));
    }

    private List<UUID> advance(Kept schedule) {
        var unfinished = busy.schedule(schedule.name());
        if (unfinished.active().isEmpty()) {
            unfinished.queued().stream()
                    .findFirst()
                    .ifPresent(first -> firings.become(first.id(), State.STARTING, Verdict.WAITED));
        } else if (schedule.definition().overlap() == Overlap.CANCEL_OTHER) {
            return unfinished.notYetCancelled();
        }
        return List.of();
    }

    private void advance(Backfills.Open backfill) {
        var unfinished = busy.backfill(backfill.schedule(), backfill.id());
        unfinished.queued().stream()
                .limit(Math.max(0, backfill.parallel() - unfinished.active().size()))
                .forEach(each ->
                        firings.become(
                                each.id(),
                                State.STARTING,
                                "its turn came in the backfill, %d at once"
                                        .formatted(backfill.parallel())));
    }
}
