package dev.millrace.orchestrator.trigger;

import dev.millrace.orchestrator.probe.Look;
import dev.millrace.orchestrator.probe.Probes;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lets triggers look, each in a thread of its own and outside of any transaction. What was found is
 * written in the transaction that moves the trigger on, and counts only while nobody else looks.
 */
@Component
class Looks {

    private static final Logger log = LoggerFactory.getLogger(Looks.class);
    private static final Duration AT_ONCE = Duration.ZERO;

    private final TransactionTemplate transaction;
    private final Triggers triggers;
    private final Findings findings;
    private final Probes probes;
    private final TriggerSettings settings;
    private final Semaphore free;
    private final Counter found;
    private final Counter failed;

    Looks(
            TransactionTemplate transaction,
            Triggers triggers,
            Findings findings,
            Probes probes,
            TriggerSettings settings,
            MeterRegistry metrics) {
        this.transaction = transaction;
        this.triggers = triggers;
        this.findings = findings;
        this.probes = probes;
        this.settings = settings;
        this.free = new Semaphore(settings.parallel());
        // There from the start, for an alarm that watches them.
        this.found = metrics.counter("millrace.trigger.findings");
        this.failed = metrics.counter("millrace.trigger.failures");
    }

    /** Lets those look whose turn it is and for which there is room; answers when each has. */
    List<CompletableFuture<Void>> begin(ExecutorService threads) {
        int room = free.drainPermits();
        var taken = List.<KeptTrigger>of();
        try {
            taken = room == 0 ? taken : triggers.take(room, settings.lease());
        } finally {
            free.release(room - taken.size());
        }
        return taken.stream()
                .map(trigger -> CompletableFuture.runAsync(() -> lookAndMakeRoom(trigger), threads))
                .toList();
    }

    private void lookAndMakeRoom(KeptTrigger trigger) {
        try {
            look(trigger);
        } catch (RuntimeException broken) {
            log.warn("Trigger '{}' looks again when its lease is over.", trigger.name(), broken);
        } finally {
            free.release();
        }
    }

    private void look(KeptTrigger trigger) {
        Look look;
        try {
            look = probes.look(trigger.probe(), trigger.cursor());
        } catch (RuntimeException cannot) {
            if (Thread.interrupted()) {
                triggers.giveBack(trigger); // this instance stops
            } else {
                failed(trigger, cannot);
            }
            return;
        }
        transaction.executeWithoutResult(status -> write(trigger, look));
    }

    private void failed(KeptTrigger trigger, RuntimeException why) {
        var before = trigger.told().trouble();
        int looks = before == null ? 0 : before.looks();
        var pause = Backoff.after(looks + 1, trigger.every(), settings.longestBackoff());
        failed.increment();
        log.warn(
                "Trigger '{}' cannot look; again in {}: {}", trigger.name(), pause, why.toString());
        triggers.failed(trigger, String.valueOf(why.getMessage()), pause);
    }

    private void write(KeptTrigger trigger, Look look) {
        if (triggers.looked(trigger, look.cursor(), look.more() ? AT_ONCE : trigger.every())
                && !look.found().isEmpty()) {
            found.increment(findings.add(trigger, look.found()));
            findings.advance(trigger.name(), trigger.definition().parallel());
        }
    }
}
