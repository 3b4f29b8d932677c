package dev.millrace.orchestrator.machine;

import static dev.millrace.orchestrator.machine.Changes.MILLRACE;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.orchestrator.RunState;
import dev.millrace.contracts.orchestrator.StepState;
import dev.millrace.orchestrator.machine.Changes.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One run. Each method tells it what happened, and leaves in {@link #take} what follows. Its cost is
 * linear in the steps that change and their dependants. Not for several threads at once.
 */
public final class RunMachine {

    private final StepStatuses steps;
    private final Bodies bodies;
    private final Timers timers = new Timers();
    private final Queue<StepStatus> ended = new ArrayDeque<>();
    private RunState state = RunState.PENDING;
    private @Nullable String message;
    private Changes changes = new Changes();

    public RunMachine(Plan plan, Map<String, @Nullable Object> parameters) {
        steps = new StepStatuses(plan);
        bodies = new Bodies(steps, parameters);
    }

    public RunState state() {
        return state;
    }

    /** Why the run ended as it did, where it did not succeed. */
    public @Nullable String message() {
        return message;
    }

    public StepStatuses steps() {
        return steps;
    }

    /** When to call {@link #wake} at the latest; null if nothing waits for a time. */
    public @Nullable Instant wakeAt() {
        return timers.next();
    }

    /** What has changed since this was last called. */
    public Changes take() {
        var taken = changes;
        changes = new Changes();
        return taken;
    }

    public void begin(String actor, Instant now) {
        state = RunState.RUNNING;
        changes.run("run-started", "started", actor, Map.of());
        steps.all().forEach(step -> judge(step, now));
        settle(now);
    }

    /** An attempt ended. One that is over already, or that was followed by another, is ignored. */
    public void ended(String name, int attempt, Outcome outcome, Instant now) {
        var step = steps.find(name);
        if (step == null || step.attempt() != attempt || step.state() != StepState.RUNNING) {
            return;
        }
        end(step, outcome, now);
        settle(now);
    }

    /** The time of some pauses and attempts is over. */
    public void wake(Instant now) {
        for (var timer = timers.due(now); timer != null; timer = timers.due(now)) {
            var step = timer.step();
            if (step.state() == StepState.RETRYING) {
                step.become(StepState.READY, "ready for the next attempt", null);
                ready(step, now);
            } else if (step.state() == StepState.RUNNING) {
                tooLate(step, now);
            }
        }
        settle(now);
    }

    private void tooLate(StepStatus step, Instant now) {
        if (state == RunState.CANCELLING && !step.definition().flow().last()) {
            end(step, new Outcome.Cancelled("did not stop in time"), now);
            return;
        }
        changes.effects().add(new Effect.Stop(step.name(), step.attempt()));
        var timeout = step.definition().timeout().toString().substring(2).toLowerCase(Locale.ROOT);
        end(
                step,
                Outcome.failed(
                        FailureCode.TIMED_OUT, "took longer than its timeout of " + timeout),
                now);
    }

    /** Nothing starts any more but what cancelling itself calls for; what runs is asked to stop. */
    public void cancel(String actor, Duration grace, Instant now) {
        if (state.isTerminal() || state == RunState.CANCELLING) {
            return;
        }
        state = RunState.CANCELLING;
        changes.run("run-cancelling", "cancel was asked for", actor, Map.of());
        for (var step : steps.all()) {
            if (step.definition().flow().last()) {
                continue;
            }
            switch (step.state()) {
                case WAITING, READY, RETRYING -> {
                    if (!steps.mayStartWhenCancelled(step)) {
                        close(step, StepState.CANCELLED, "cancelled before it started", actor);
                    }
                }
                case RUNNING -> {
                    changes.effects().add(new Effect.Stop(step.name(), step.attempt()));
                    timers.add(step, now.plus(grace));
                }
                default -> {}
            }
        }
        settle(now);
    }

    /** Nothing starts until {@link #unpause}; what runs goes on. */
    public void pause(String actor) {
        if (state == RunState.RUNNING) {
            state = RunState.PAUSED;
            changes.run("run-paused", "no further step starts", actor, Map.of());
        }
    }

    public void unpause(String actor, Instant now) {
        if (state == RunState.PAUSED) {
            state = RunState.RUNNING;
            changes.run("run-unpaused", "steps start again", actor, Map.of());
            steps.in(StepState.READY).forEach(step -> ready(step, now));
            settle(now);
        }
    }

    /**
     * Runs steps again, and all that need them.
     *
     * @param names at least one; the others keep what they have
     */
    public void rerun(java.util.Set<String> names, String actor, Instant now) {
        var again = steps.startOver(names);
        state = RunState.RUNNING;
        message = null;
        changes.steps().addAll(again);
        changes.run(
                "run-resumed",
                "these steps start over: "
                        + again.stream().map(StepStatus::name).collect(Collectors.joining(", ")),
                actor,
                Map.of());
        again.forEach(step -> judge(step, now));
        settle(now);
    }

    private void judge(StepStatus step, Instant now) {
        if (step.state() != StepState.WAITING || !steps.isTurnOf(step)) {
            return;
        }
        switch (step.definition().flow().rule().verdict(step.tally())) {
            case WAIT -> {}
            case SKIP -> close(step, StepState.SKIPPED, steps.whySkipped(step), MILLRACE);
            case START -> {
                step.become(StepState.READY, "ready", null);
                changes.steps().add(step);
                ready(step, now);
            }
        }
    }

    /** Starts the step, unless the run holds it back. */
    private void ready(StepStatus step, Instant now) {
        if (state == RunState.PAUSED) {
            changes.steps().add(step);
            return;
        }
        if (state == RunState.CANCELLING && !steps.mayStartWhenCancelled(step)) {
            close(step, StepState.CANCELLED, "cancelled before it started", MILLRACE);
            return;
        }
        try {
            var unmet = bodies.unmetCondition(step);
            if (unmet != null) {
                close(step, StepState.SKIPPED, "skipped, because " + unmet, MILLRACE);
                return;
            }
            start(step, now);
        } catch (PlatformException wrong) {
            step.nextAttempt(now);
            end(step, new Outcome.Failed(wrong.failure()), now);
        }
    }

    private void start(StepStatus step, Instant now) {
        var decided = bodies.decision(step);
        var body = decided == null ? bodies.resolved(step) : Map.<String, @Nullable Object>of();
        step.nextAttempt(now.plus(step.definition().timeout()));
        if (decided != null) {
            end(step, decided, now);
            return;
        }
        changes.changed(step, "step-started", MILLRACE, Map.of());
        changes.effects().add(new Effect.Begin(step.name(), step.attempt(), body));
        timers.add(step, java.util.Objects.requireNonNull(step.wakeAt()));
    }

    private void end(StepStatus step, Outcome outcome, Instant now) {
        switch (outcome) {
            case Outcome.Succeeded done -> {
                step.succeeded(done.outputs());
                over(step, MILLRACE, Map.of());
            }
            case Outcome.Cancelled cancelled ->
                    close(step, StepState.CANCELLED, cancelled.reason(), MILLRACE);
            case Outcome.Failed failed -> fail(step, failed, now);
        }
    }

    private void fail(StepStatus step, Outcome.Failed failed, Instant now) {
        var failure = failed.failure();
        var pause =
                steps.mayTryAgain(step, state)
                        ? step.definition().retry().pauseAfter(failure, step.tries())
                        : null;
        if (pause != null) {
            var again = now.plus(pause);
            step.failed(failure, StepState.RETRYING, step.definition().retry().sentence(failure, step.tries(), pause), again);
            changes.changed(step, "step-retrying", MILLRACE, Map.of("failure", failure));
            timers.add(step, again);
            return;
        }
        step.failed(failure, StepState.FAILED, failure.message(), null);
        step.definition().flow().caught(failure).ifPresent(by -> step.caughtWith(by.outputs()));
        over(step, MILLRACE, Map.of("failure", failure, "caught", step.isCaught()));
    }

    private void close(StepStatus step, StepState end, String why, String actor) {
        step.become(end, why, null);
        over(step, actor, Map.of());
    }

    private void over(StepStatus step, String actor, Map<String, ?> data) {
        changes.changed(
                step, "step-" + step.state().name().toLowerCase(Locale.ROOT), actor, data);
        steps.closed(step);
        ended.add(step);
    }

    /** Draws every conclusion from the steps that have ended. */
    private void settle(Instant now) {
        while (true) {
            for (var step = ended.poll(); step != null; step = ended.poll()) {
                for (var dependant : steps.dependants(step)) {
                    dependant.count(step.countsAs());
                    judge(dependant, now);
                }
            }
            if (!steps.enterFinally()) {
                break;
            }
            steps.lastOnes().forEach(step -> judge(step, now));
        }
        if (steps.allEnded() && !state.isTerminal()) {
            finish();
        }
    }

    private void finish() {
        var verdict = steps.verdict(state);
        state = verdict.state();
        message = verdict.message();
        changes.run(
                "run-" + state.name().toLowerCase(Locale.ROOT),
                message == null ? "every step succeeded" : message,
                MILLRACE,
                Map.of());
    }
}
