package dev.millrace.orchestrator.chore;

import java.time.Duration;
import java.util.List;
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
 * Does the chores, each in its own time: one that takes long holds up no other. They begin after
 * the rounds of the runs that some of them start, and end before them.
 */
@Component
@DependsOn("rounds")
class Chores implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Chores.class);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(4);

    private final List<Chore> chores;
    private @Nullable ScheduledExecutorService timer;

    Chores(List<Chore> chores) {
        this.chores = chores;
    }

    @Override
    public synchronized void start() {
        var times =
                Executors.newScheduledThreadPool(
                        chores.size(), Thread.ofPlatform().name("chores-", 0).daemon().factory());
        for (var chore : chores) {
            long pause = chore.pause().toMillis();
            times.scheduleWithFixedDelay(
                    () -> runOrSayWhy(chore), pause, pause, TimeUnit.MILLISECONDS);
        }
        timer = times;
    }

    private static void runOrSayWhy(Chore chore) {
        try {
            chore.run();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.warn("Could not {}; trying again in {}.", chore.purpose(), chore.pause(), e);
        }
    }

    @Override
    public synchronized void stop() {
        if (timer == null) {
            return;
        }
        timer.shutdownNow();
        try {
            if (!timer.awaitTermination(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("A chore does not end; going on without it.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        timer = null;
    }

    @Override
    public synchronized boolean isRunning() {
        return timer != null;
    }
}
