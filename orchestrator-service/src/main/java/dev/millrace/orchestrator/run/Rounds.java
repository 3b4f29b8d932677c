package dev.millrace.orchestrator.run;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * What this instance does again and again: renew its lease, take over the runs of the dead, and do
 * what was asked of other instances. Nothing fast depends on it.
 */
@Component
class Rounds implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Rounds.class);
    private static final Duration LONGEST_ROUND = Duration.ofSeconds(5);

    private final Instance instance;
    private final RunLoop loop;
    private final Slots slots;
    private final Commands commands;
    private final Recovery recovery;
    private final DatabaseTime time;
    private final RunSettings settings;
    private @Nullable ScheduledExecutorService timer;

    Rounds(
            Instance instance,
            RunLoop loop,
            Slots slots,
            Commands commands,
            Recovery recovery,
            DatabaseTime time,
            RunSettings settings) {
        this.instance = instance;
        this.loop = loop;
        this.slots = slots;
        this.commands = commands;
        this.recovery = recovery;
        this.time = time;
        this.settings = settings;
    }

    @Override
    public synchronized void start() {
        instance.renew();
        time.correct();
        loop.start();
        slots.start();
        var rounds =
                Executors.newScheduledThreadPool(
                        3, Thread.ofPlatform().name("rounds-", 0).daemon().factory());
        every(rounds, settings.heartbeat(), "renew the lease", this::heartbeat);
        every(rounds, settings.heartbeat().dividedBy(2), "take runs over", this::takeOver);
        every(rounds, settings.sweep(), "sweep", this::sweep);
        timer = rounds;
    }

    private static void every(
            ScheduledExecutorService rounds, Duration pause, String what, Runnable round) {
        rounds.scheduleWithFixedDelay(
                () -> {
                    try {
                        round.run();
                    } catch (RuntimeException e) {
                        log.warn("Could not {}; trying again in {}.", what, pause, e);
                    }
                },
                pause.toMillis(),
                pause.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** On a thread of its own: nothing that others do may end the lease. */
    void heartbeat() {
        instance.renew();
        time.correct();
    }

    void takeOver() {
        recovery.takeOver();
        instance.forgetTheDead();
    }

    /** Makes good what was missed: what was asked elsewhere, and runs that nobody holds. */
    void sweep() {
        commands.take();
        recovery.readAgain();
        slots.sweep();
    }

    @Override
    public synchronized void stop() {
        if (timer != null) {
            end(timer);
            timer = null;
        }
        slots.stop();
        loop.stop();
        try {
            instance.leave();
        } catch (RuntimeException e) {
            log.warn("Could not give the runs back; they are taken over when the lease ends.", e);
        }
    }

    private static void end(ScheduledExecutorService rounds) {
        rounds.shutdownNow();
        try {
            if (!rounds.awaitTermination(LONGEST_ROUND.toSeconds(), TimeUnit.SECONDS)) {
                log.warn("A round did not end within {}.", LONGEST_ROUND);
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
