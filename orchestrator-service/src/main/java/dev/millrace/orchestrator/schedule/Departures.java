package dev.millrace.orchestrator.schedule;

import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.orchestrator.Firing.Origin;
import dev.millrace.contracts.orchestrator.Firing.State;
import dev.millrace.orchestrator.run.Starts;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Starts the runs that were decided on. The decision is committed before, and the run is started
 * under the key of its instant: after a crash in between it is started by whoever looks next, and a
 * run that was started already is found.
 */
@Component
class Departures {

    private static final Logger log = LoggerFactory.getLogger(Departures.class);
    private static final int AT_ONCE = 8;

    private final TransactionTemplate transaction;
    private final Firings firings;
    private final Starts starts;
    private final Timer late;
    private final CalendarTime time;

    Departures(
            TransactionTemplate transaction,
            Firings firings,
            Starts starts,
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

    /**
     * Beside each other and beside this transaction, which only keeps others away from the rows.
     */
    private boolean start(List<Firings.Open> open) {
        boolean any = false;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var started =
                    open.stream()
                            .map(firing ->
                                    threads.submit(() ->
                                            starts.start(
                                                    firing.key(),
                                                    firing.request(),
                                                    firing.principal())))
                            .toList();
            for (int i = 0; i < open.size(); i++) {
                any |= ended(open.get(i), failure(started.get(i)));
            }
        }
        return any;
    }

    private static @Nullable Throwable failure(Future<?> started) {
        try {
            started.get();
            return null;
        } catch (ExecutionException failed) {
            return failed.getCause();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return stopping;
        }
    }

    /** Whether something was settled. */
    private boolean ended(Firings.Open firing, @Nullable Throwable failure) {
        if (failure == null) {
            var now = time.now();
            firings.started(firing.id(), now);
            if (firing.origin() == Origin.INSTANT) {
                late.record(Duration.between(firing.instant(), now));
            }
            return true;
        }
        if (isFinal(failure)) {
            firings.become(
                    firing.id(), State.FAILED, "could not be started: " + failure.getMessage());
            return true;
        }
        log.warn("Could not start '{}'; trying again.", firing.key(), failure);
        firings.triedInVain(firing.id());
        return false;
    }

    /** Whatever else goes wrong may pass; an instant is not given up for it. */
    private static boolean isFinal(Throwable failure) {
        return failure instanceof PlatformException refused && !refused.code().retryable();
    }
}
