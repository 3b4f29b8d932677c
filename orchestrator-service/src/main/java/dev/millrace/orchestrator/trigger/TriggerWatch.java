package dev.millrace.orchestrator.trigger;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.DependsOn;
import org.springframework.stereotype.Component;

/**
 * Lets triggers look several times a second, and starts what they found. Every instance does; the
 * locks on the rows share the work out. It begins after the rounds of the runs that it starts, and
 * ends before them.
 */
@Component
@DependsOn("rounds")
class TriggerWatch implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(TriggerWatch.class);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(4);

    private final Looks looks;
    private final TriggerStarts starts;
    private final TriggerSettings settings;
    private @Nullable ScheduledExecutorService timer;
    private volatile @Nullable ExecutorService threads;

    TriggerWatch(Looks looks, TriggerStarts starts, TriggerSettings settings) {
        this.looks = looks;
        this.starts = starts;
        this.settings = settings;
    }

    @Override
    public synchronized void start() {
        var rounds =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("triggers").daemon().factory());
        long pause = settings.look().toMillis();
        rounds.scheduleWithFixedDelay(this::roundOrSayWhy, pause, pause, TimeUnit.MILLISECONDS);
        timer = rounds;
        threads =
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("trigger-", 0).factory());
    }

    private void roundOrSayWhy() {
        try {
            begin();
            starts.startAll();
        } catch (RuntimeException e) {
            log.warn("Could not look after the triggers; trying again.", e);
        }
    }

    /** Those who look take their time; nobody waits for them. */
    List<CompletableFuture<Void>> begin() {
        var present = threads;
        return present == null ? List.of() : looks.begin(present);
    }

    @Override
    public synchronized void stop() {
        if (timer != null) {
            end(timer, "The last round of the triggers does not end; going on without it.");
            timer = null;
        }
        if (threads != null) {
            end(threads, "Triggers that look do not stop; going on without them.");
            threads = null;
        }
    }

    private static void end(ExecutorService executor, String otherwise) {
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn(otherwise);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return timer != null;
    }
}
