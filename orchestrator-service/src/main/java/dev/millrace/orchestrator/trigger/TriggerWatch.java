package dev.millrace.orchestrator.trigger;

import dev.millrace.orchestrator.chore.Chore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Lets triggers look several times a second, and starts what they found. Every instance does; the
 * locks on the rows share the work out.
 */
@Component
class TriggerWatch implements Chore, SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(TriggerWatch.class);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(4);

    private final Looks looks;
    private final TriggerStarts starts;
    private final TriggerSettings settings;
    private volatile @Nullable ExecutorService threads;

    TriggerWatch(Looks looks, TriggerStarts starts, TriggerSettings settings) {
        this.looks = looks;
        this.starts = starts;
        this.settings = settings;
    }

    @Override
    public String purpose() {
        return "look after the triggers";
    }

    @Override
    public Duration pause() {
        return settings.look();
    }

    @Override
    public void run() {
        begin();
        starts.startAll();
    }

    /** Those who look take their time; nobody waits for them. */
    List<CompletableFuture<Void>> begin() {
        var present = threads;
        return present == null ? List.of() : looks.begin(present);
    }

    @Override
    public synchronized void start() {
        threads =
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("trigger-", 0).factory());
    }

    @Override
    public synchronized void stop() {
        var present = threads;
        threads = null;
        if (present == null) {
            return;
        }
        present.shutdownNow();
        try {
            if (!present.awaitTermination(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("Triggers that look do not stop; going on without them.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return threads != null;
    }
}
