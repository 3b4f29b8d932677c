package dev.millrace.orchestrator.run;

import dev.millrace.orchestrator.machine.RunMachine;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What this instance does again and again: renew its lease, take over the runs of the dead, and do
 * what was asked of other instances. Nothing fast depends on it.
 */
@Component
class Rounds implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Rounds.class);

    private final JdbcClient jdbc;
    private final Instance instance;
    private final RunLoop loop;
    private final Commands commands;
    private final Runs runs;
    private final DatabaseTime time;
    private final RunSettings settings;
    private int settled;
    private @Nullable ScheduledExecutorService timer;

    Rounds(
            JdbcClient jdbc,
            Instance instance,
            RunLoop loop,
            Commands commands,
            Runs runs,
            DatabaseTime time,
            RunSettings settings) {
        this.jdbc = jdbc;
        this.instance = instance;
        this.loop = loop;
        this.commands = commands;
        this.runs = runs;
        this.time = time;
        this.settings = settings;
    }

    @Override
    public synchronized void start() {
        instance.renew();
        time.correct();
        loop.start();
        var rounds =
                Executors.newScheduledThreadPool(
                        2, Thread.ofPlatform().name("rounds-", 0).daemon().factory());
        every(rounds, settings.heartbeat(), "renew the lease", this::heartbeat);
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

    void heartbeat() {
        instance.renew();
        time.correct();
        instance.takeOver().forEach(this::goOn);
        instance.forgetTheDead();
    }

    private void goOn(UUID id) {
        var run = runs.held(id);
        loop.hold(
                run,
                (machine, now) ->
                        machine.takenOver(
                                Map.of("instance", instance.id(), "generation", run.generation()),
                                now));
        log.info("Took over run {} in generation {}.", id, run.generation());
    }

    /** Does what was asked elsewhere, and reads those runs again of which something is unsure. */
    void sweep() {
        commands.take();
        int doubts = loop.doubts();
        if (doubts != settled) {
            readAgain();
            settled = doubts;
        }
    }

    /** Every run of this instance that it does not hold. */
    void readAgain() {
        record Owned(UUID id, long generation) {}
        jdbc
                .sql("select id, generation from run where owner = :me and ended_at is null")
                .param("me", instance.id())
                .query(Owned.class)
                .list()
                .stream()
                .filter(run -> !loop.holds(run.id(), run.generation()))
                .map(run -> runs.held(run.id()))
                .filter(run -> !run.machine().state().isTerminal())
                .forEach(run -> loop.hold(run, RunMachine::goOn));
    }

    @Override
    public synchronized void stop() {
        if (timer != null) {
            timer.shutdownNow();
            timer = null;
        }
        loop.stop();
        try {
            instance.leave();
        } catch (RuntimeException e) {
            log.warn("Could not give the runs back; they are taken over when the lease ends.", e);
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return timer != null;
    }
}
