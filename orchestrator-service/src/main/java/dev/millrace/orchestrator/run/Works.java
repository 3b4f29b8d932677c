package dev.millrace.orchestrator.run;

import dev.millrace.kit.observe.Correlation;
import dev.millrace.orchestrator.definition.StepType;
import dev.millrace.orchestrator.machine.Changes.Effect;
import dev.millrace.orchestrator.machine.Outcome;
import dev.millrace.orchestrator.task.Tasks;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Does what follows from a committed change: one virtual thread for each attempt's work. */
@Component
class Works {

    private static final Logger log = LoggerFactory.getLogger(Works.class);

    private record Key(UUID run, String step) {}

    private record Heard(Signals signals, boolean job) {}

    private record Follower(
            HeldRun run, int attempt, Signals signals, ReuseWatch.@Nullable Wish wish) {}

    private final JobWatch.Parts parts;
    private final Tasks tasks;
    private final ObjectProvider<Children> children; // which need the loop, and that needs this
    private final AttemptRows attempts;
    private final JsonMapper json;
    private final Map<Key, Follower> followers = new ConcurrentHashMap<>();
    private final Map<UUID, Heard> byToken = new ConcurrentHashMap<>();
    private final Reports reports = new Reports();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private @Nullable RunLoop loop;

    Works(
            JobWatch.Parts parts,
            Tasks tasks,
            ObjectProvider<Children> children,
            AttemptRows attempts,
            JsonMapper json) {
        this.parts = parts;
        this.tasks = tasks;
        this.children = children;
        this.attempts = attempts;
        this.json = json;
    }

    void reportTo(RunLoop runs) {
        loop = runs;
    }

    void on(Journal.Entry entry) {
        var run = entry.run();
        for (var effect : entry.changes().effects()) {
            switch (effect) {
                case Effect.Begin begin -> begin(run, begin, entry.tokens().get(begin.step()));
                case Effect.GoOn goOn -> goOn(run, goOn);
                case Effect.Hold _ -> {} // the machine itself knows when it ends
                case Effect.Stop stop -> signal(run, stop, Signals::cancel);
                case Effect.Leave leave -> signal(run, leave, Signals::leave);
            }
        }
    }

    private void begin(HeldRun run, Effect.Begin begin, @Nullable UUID token) {
        if (token == null) {
            ended(run, begin.step(), begin.attempt(), new Outcome.Succeeded(Map.of()));
            return;
        }
        follow(
                run,
                begin.step(),
                begin.attempt(),
                () ->
                        new Attempt(
                                begin.step(),
                                begin.attempt(),
                                token,
                                json.writeValueAsString(begin.body()),
                                null,
                                null));
    }

    private void goOn(HeldRun run, Effect.GoOn goOn) {
        if (run.isFollowed(goOn.step())) {
            follow(
                    run,
                    goOn.step(),
                    goOn.attempt(),
                    () -> attempts.of(run.id(), goOn.step(), goOn.attempt()));
        } else {
            ended(run, goOn.step(), goOn.attempt(), new Outcome.Succeeded(Map.of()));
        }
    }

    @FunctionalInterface
    private interface Found {
        Attempt attempt();
    }

    private void follow(HeldRun run, String step, int attempt, Found found) {
        var key = new Key(run.id(), step);
        var follower = new Follower(run, attempt, new Signals(), ReuseWatch.Wish.of(run, step));
        var before = followers.put(key, follower);
        if (before != null) {
            before.signals().forget();
        }
        threads.execute(() -> follow(key, follower, found));
    }

    private void follow(Key key, Follower follower, Found found) {
        var run = follower.run();
        try (var ids = Correlation.of(run.id().toString(), key.step(), null, run.startedBy())) {
            var attempt = found.attempt();
            var outcome = watched(follower, attempt);
            if (outcome != null) {
                ended(run, key.step(), attempt.number(), outcome);
                log.info(
                        "Attempt {} of step {} ended: {}.",
                        attempt.number(),
                        key.step(),
                        outcome.getClass().getSimpleName());
            }
        } catch (InterruptedException stopping) {
            log.debug("Left step {} as it is; this instance stops.", key.step());
        } catch (RuntimeException broken) {
            log.warn("Step {} of run {} is read again.", key.step(), run.id(), broken);
            runs().readAgain(run);
        } finally {
            followers.remove(key, follower);
        }
    }

    private @Nullable Outcome watched(Follower follower, Attempt attempt)
            throws InterruptedException {
        var run = follower.run();
        var signals = follower.signals();
        boolean task = run.definition(attempt.step()).type().isTask();
        var heard = new Heard(signals, !task);
        byToken.put(attempt.token(), heard);
        try {
            if (task) {
                return new TaskWatch(run, attempt, signals, parts, reports).work(tasks);
            }
            if (run.definition(attempt.step()).type() == StepType.PIPELINE) {
                return new ChildWatch(run, attempt, signals, children.getObject(), reports)
                        .follow();
            }
            var job = new JobWatch(run, attempt, signals, parts, reports);
            var wish = follower.wish();
            return wish == null
                    ? job.follow()
                    : new ReuseWatch(run, attempt, signals, parts, wish).follow(job);
        } finally {
            byToken.remove(attempt.token(), heard);
        }
    }

    private void ended(HeldRun run, String step, int attempt, Outcome outcome) {
        tell(run, (machine, now) -> machine.ended(step, attempt, outcome, now));
    }

    private final class Reports implements JobWatch.Report {

        @Override
        public void progressed(HeldRun run, Attempt attempt, double share, String sentence) {
            tell(
                    run,
                    (machine, now) ->
                            machine.progressed(
                                    attempt.step(), attempt.number(), share, sentence, now));
        }

        @Override
        public void begun(HeldRun run, Attempt attempt) {
            tell(run, (machine, now) -> machine.begun(attempt.step(), attempt.number(), now));
        }
    }

    private void tell(HeldRun run, HeldRun.Signal signal) {
        runs().tell(run.id(), signal);
    }

    private RunLoop runs() {
        return Objects.requireNonNull(loop);
    }

    /** A hint that the job of the attempt with that token may have ended; false if unknown here. */
    boolean wake(UUID token) {
        var heard = byToken.get(token);
        if (heard != null) {
            heard.signals().wake();
        }
        return heard != null;
    }

    /** Whether a service's job has that token, and is followed here. */
    boolean followsJob(UUID token) {
        var heard = byToken.get(token);
        return heard != null && heard.job();
    }

    private void signal(HeldRun run, Effect effect, java.util.function.Consumer<Signals> what) {
        var follower = followers.get(new Key(run.id(), effect.step()));
        if (follower != null && follower.attempt() == effect.attempt()) {
            what.accept(follower.signals());
        }
    }

    /** Nobody here works for the run any more; its jobs go on. */
    void forget(HeldRun run) {
        followers.forEach((key, follower) -> {
            if (follower.run() == run) {
                follower.signals().forget();
            }
        });
    }

    void stop() {
        followers.values().forEach(follower -> follower.signals().forget());
    }
}
