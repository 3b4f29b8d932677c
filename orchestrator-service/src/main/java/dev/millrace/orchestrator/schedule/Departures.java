package dev.millrace.orchestrator.schedule;

import dev.millrace.contracts.orchestrator.Firing.Origin;
import dev.millrace.contracts.orchestrator.Firing.State;
import dev.millrace.orchestrator.run.StartsTogether;
import dev.millrace.orchestrator.run.StartsTogether.Answer;
import dev.millrace.orchestrator.run.StartsTogether.Wish;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Starts the runs that were decided on. The decision is committed before, and the run is started
 * under the key of its instant: after a crash in between it is started by whoever looks next, and a
 * run that was started already is found.
 */
@Component
class Departures {

    private static final int AT_ONCE = 8;

    private final TransactionTemplate transaction;
    private final Firings firings;
    private final StartsTogether starts;
    private final Timer late;
    private final CalendarTime time;

    Departures(
            TransactionTemplate transaction,
            Firings firings,
            StartsTogether starts,
            MeterRegistry metrics,
            CalendarTime time) {
        this.transaction = transaction;
        this.firings = firings;
        this.starts = starts;
        // There from the start, for an alarm that watches it.
        this.late = metrics.timer("millrace.schedule.late.seconds");
        this.time = time;
    }

    /** Starts some runs; false if none was started. */
    boolean start() {
        return Boolean.TRUE.equals(transaction.execute(status -> start(firings.toStart(AT_ONCE))));
    }

    /** Beside this transaction, which only keeps others away from the rows. */
    private boolean start(List<Firings.Open> open) {
        var answers =
                starts.start(
                        open.stream()
                                .map(each -> new Wish(each.key(), each.request(), each.principal()))
                                .toList());
        boolean any = false;
        for (int i = 0; i < open.size(); i++) {
            any |= ended(open.get(i), answers.get(i));
        }
        return any;
    }

    /** Whether something was settled. */
    private boolean ended(Firings.Open firing, Answer answer) {
        switch (answer) {
            case Answer.Started started -> {
                var now = time.now();
                firings.started(firing.id(), now);
                if (firing.origin() == Origin.INSTANT) {
                    late.record(Duration.between(firing.instant(), now));
                }
            }
            case Answer.Refused refused ->
                    firings.become(firing.id(), State.FAILED, refused.reason());
            case Answer.Later later -> firings.triedInVain(firing.id());
        }
        return !(answer instanceof Answer.Later);
    }
}
