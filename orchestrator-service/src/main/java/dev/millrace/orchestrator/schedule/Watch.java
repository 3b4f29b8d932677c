package dev.millrace.orchestrator.schedule;

import dev.millrace.orchestrator.run.Commands;
import java.time.Duration;
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
 * Looks several times a second for what schedules want. Every instance does; the locks on the rows
 * share the work out. It begins after the rounds of the runs that it starts, and ends before them.
 */
@Component
@DependsOn("rounds")
class Watch implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Watch.class);

    private static final Duration LONGEST_STOP = Duration.ofSeconds(4);

    private final Decisions decisions;
    private final Queue queue;
    private final Departures departures;
    private final Commands commands;
    private final ScheduleSettings settings;
    private @Nullable ScheduledExecutorService timer;

    Watch(
            Decisions decisions,
            Queue queue,
            Departures departures,
            Commands commands,
            ScheduleSettings settings) {
        this.decisions = decisions;
        this.queue = queue;
        this.departures = departures;
        this.commands = commands;
        this.settings = settings;
    }

    @Override
    public synchronized void start() {
        var looks =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("schedules").daemon().factory());
        long pause = settings.look().toMillis();
        looks.scheduleWithFixedDelay(this::lookOrSayWhy, pause, pause, TimeUnit.MILLISECONDS);
        timer = looks;
    }

    private void lookOrSayWhy() {
        try {
            look();
        } catch (RuntimeException e) {
            log.warn("Could not look after the schedules; trying again.", e);
        }
    }

    /**
     * Runs start after each few decisions, so that many schedules at once do not wait for each
     * other.
     */
    void look() {
        while (decisions.decide()) {
            startAll();
        }
        queue.advance().forEach(run -> commands.cancel(run, "millrace"));
        startAll();
    }

    private void startAll() {
        while (departures.start()) {
            continue;
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
                log.warn("The last look at the schedules does not end; going on without it.");
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
