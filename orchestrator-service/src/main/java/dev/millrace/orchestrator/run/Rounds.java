package dev.millrace.orchestrator.run;

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
import tools.jackson.databind.json.JsonMapper;

/**
 * What this instance does again and again: renew its lease, take over the runs of the dead, and
 * look for steps that somebody should be working on. Nothing fast depends on it.
 */
@Component
class Rounds implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Rounds.class);

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Instance instance;
    private final Engine engine;
    private final Runs runs;
    private final Gate gate;
    private final RunSettings settings;
    private @Nullable ScheduledExecutorService timer;

    Rounds(
            JdbcClient jdbc,
            JsonMapper json,
            Instance instance,
            Engine engine,
            Runs runs,
            Gate gate,
            RunSettings settings) {
        this.jdbc = jdbc;
        this.json = json;
        this.instance = instance;
        this.engine = engine;
        this.runs = runs;
        this.gate = gate;
        this.settings = settings;
    }

    @Override
    public synchronized void start() {
        instance.renew();
        engine.start();
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
        instance.takeOver().forEach(this::announce);
        instance.forgetTheDead();
    }

    private void announce(UUID id) {
        var run = runs.held(id);
        gate.transaction(() -> {
            var transaction = RunTransaction.of(jdbc, json, run, instance.id());
            transaction.event(
                    null,
                    0,
                    "run-taken-over",
                    "another orchestrator goes on with the run",
                    RunTransaction.MILLRACE,
                    Map.of("instance", instance.id(), "generation", run.generation()));
            transaction.finish(null);
            return id;
        });
        log.info("Took over run {} in generation {}.", id, run.generation());
    }

    private record Live(
            UUID run,
            String name,
            String state,
            long generation,
            String runState,
            boolean overdue) {}

    /** Everything that could go on is handed to the engine, which knows what it already does. */
    void sweep() {
        wakeRetries();
        var live =
                jdbc.sql(
                                """
                                select s.run, s.name, s.state, r.generation, r.state as run_state,
                                       coalesce(s.deadline <= database_now(), false) as overdue
                                  from run r join step s on s.run = r.id
                                 where r.owner = :me and r.ended_at is null
                                   and s.state in ('READY', 'RUNNING')
                                """)
                        .param("me", instance.id())
                        .query((row, at) ->
                                new Live(
                                        row.getObject("run", UUID.class),
                                        row.getString("name"),
                                        row.getString("state"),
                                        row.getLong("generation"),
                                        row.getString("run_state"),
                                        row.getBoolean("overdue")))
                        .list();
        live.forEach(this::goOn);
    }

    private void goOn(Live step) {
        var run = engine.remembered(step.run(), step.generation(), runs::held);
        if ("READY".equals(step.state())) {
            engine.start(run, step.name());
            return;
        }
        engine.attach(run, step.name());
        if ("CANCELLING".equals(step.runState())) {
            engine.cancel(step.run());
        }
        if (step.overdue()) {
            engine.overdue(step.run(), step.name());
        }
    }

    private void wakeRetries() {
        jdbc.sql(
                        """
                        update step s set state = 'READY', message = 'ready for the next attempt'
                          from run r
                         where r.id = s.run and r.owner = :me and r.ended_at is null
                           and r.state = 'RUNNING'
                           and s.state = 'RETRYING' and s.due_at <= database_now()
                        """)
                .param("me", instance.id())
                .update();
    }

    @Override
    public synchronized void stop() {
        if (timer != null) {
            timer.shutdownNow();
            timer = null;
        }
        engine.stop();
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
