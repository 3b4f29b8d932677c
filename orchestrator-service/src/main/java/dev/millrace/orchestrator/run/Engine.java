package dev.millrace.orchestrator.run;

import dev.millrace.kit.observe.Correlation;
import dev.millrace.orchestrator.remote.ServiceJobs;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Works on the steps of the runs that this instance owns: one virtual thread per step. What it
 * keeps in memory is a convenience; whatever it loses, the sweep finds in the rows.
 */
@Component
class Engine {

    private static final Logger log = LoggerFactory.getLogger(Engine.class);

    private record StepKey(UUID run, String step) {}

    /** What following a job takes. */
    @Component
    record Parts(
            Transitions transitions,
            ServiceJobs services,
            Callbacks callbacks,
            RunSettings settings) {}

    private final Parts parts;
    private final StepRows steps;
    private final RunMetrics metrics;
    private final RunNews news;
    private final Map<UUID, HeldRun> runs = new ConcurrentHashMap<>();
    private final Map<StepKey, Signals> working = new ConcurrentHashMap<>();
    private volatile ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Engine(Parts parts, StepRows steps, RunMetrics metrics, RunNews news) {
        this.parts = parts;
        this.steps = steps;
        this.metrics = metrics;
        this.news = news;
        metrics.running(runs);
    }

    /** Drives a run that was started or resumed here. */
    void drive(HeldRun run, List<String> ready) {
        runs.put(run.id(), run);
        news.of(run.id());
        ready.forEach(step -> start(run, step));
    }

    /** The run as remembered for that generation. */
    HeldRun remembered(UUID id, long generation, java.util.function.Function<UUID, HeldRun> load) {
        var run = runs.get(id);
        if (run == null || run.generation() != generation) {
            run = load.apply(id);
            runs.put(id, run);
        }
        return run;
    }

    /** Starts a READY step, unless a thread is at it. */
    void start(HeldRun run, String step) {
        work(
                run,
                step,
                signals -> {
                    var start = parts.transitions().start(run, step);
                    committed(run, start.change());
                    if (start.attempt() != null) {
                        follow(run, start.attempt(), signals);
                    }
                });
    }

    /** Follows a RUNNING step that nobody follows; never starts an attempt. */
    void attach(HeldRun run, String step) {
        work(
                run,
                step,
                signals -> {
                    var attempt = steps.attempt(run.id(), step);
                    if (attempt.isPresent()) {
                        follow(run, attempt.get(), signals);
                    }
                });
    }

    private void follow(HeldRun run, Attempt attempt, Signals signals) throws InterruptedException {
        news.of(run.id());
        var outcome = new JobWatch(run, attempt, signals, parts).follow();
        if (outcome != null) {
            committed(run, parts.transitions().end(run, attempt, outcome));
            log.info(
                    "Attempt {} of step {} ended: {}.",
                    attempt.number(),
                    attempt.step(),
                    outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT));
        }
    }

    /** Acts on a change of a run that this instance owns. */
    void committed(HeldRun run, Change change) {
        metrics.count(run.plan(), change);
        news.of(run.id());
        if (change.runEnded() != null) {
            runs.remove(run.id(), run);
        }
        change.ready().forEach(step -> start(run, step));
    }

    @FunctionalInterface
    private interface Work {
        void on(Signals signals) throws InterruptedException;
    }

    private void work(HeldRun run, String step, Work work) {
        var key = new StepKey(run.id(), step);
        var signals = new Signals();
        if (working.putIfAbsent(key, signals) != null) {
            return;
        }
        try {
            threads.execute(() -> run(run, step, work, key, signals));
        } catch (RejectedExecutionException stopping) {
            working.remove(key, signals);
        }
    }

    private void run(HeldRun run, String step, Work work, StepKey key, Signals signals) {
        try (var ids = Correlation.of(run.id().toString(), step, null, run.startedBy())) {
            work.on(signals);
        } catch (TakenOver gone) {
            log.info("Letting go of step {}: {}", step, gone.getMessage());
            runs.remove(run.id(), run);
        } catch (InterruptedException stopping) {
            log.debug("Left step {} as it is; this instance stops.", step);
        } catch (RuntimeException e) {
            log.warn("Step {} of run {} is left to the next sweep.", step, run.id(), e);
        } finally {
            working.remove(key, signals);
        }
    }

    /** A hint that the step's job may have ended. */
    void wake(UUID run, String step) {
        var signals = working.get(new StepKey(run, step));
        if (signals != null) {
            signals.wake();
        }
    }

    void overdue(UUID run, String step) {
        var signals = working.get(new StepKey(run, step));
        if (signals != null) {
            signals.overdue();
        }
    }

    /** Tells every thread that works for the run that it is being cancelled. */
    void cancel(UUID run) {
        working.forEach((key, signals) -> {
            if (key.run().equals(run)) {
                signals.cancel();
            }
        });
    }

    void start() {
        if (threads.isShutdown()) {
            threads = Executors.newVirtualThreadPerTaskExecutor();
        }
    }

    void stop() {
        threads.shutdownNow();
        runs.clear();
    }
}
