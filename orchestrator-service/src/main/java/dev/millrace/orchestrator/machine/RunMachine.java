package dev.millrace.orchestrator.machine;

import static dev.millrace.orchestrator.machine.Changes.MILLRACE;

import dev.millrace.contracts.orchestrator.RunState;
import dev.millrace.contracts.orchestrator.StepState;
import dev.millrace.orchestrator.definition.Definition;
import dev.millrace.orchestrator.machine.Changes.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One run. Each method tells it what happened, and leaves in {@link #take} what follows. Its cost
 * is linear in the steps that change and their dependants. Not for several threads at once.
 */
public final class RunMachine {

    private final StepStatuses steps;
    private final StepMoves moves;
    private @Nullable Instant startedAt;
    private Duration took = Duration.ZERO;
    private @Nullable String message;

    public RunMachine(Definition definition, Map<String, @Nullable Object> parameters) {
        steps = new StepStatuses(definition);
        moves = new StepMoves(steps, new Bodies(steps, parameters));
    }

    /** A run as it was written; {@link #goOn} then goes on with it. */
    public static RunMachine restored(
            Definition definition,
            Map<String, @Nullable Object> parameters,
            RunState state,
            @Nullable Instant startedAt,
            Collection<StepStatus.Saved> steps) {
        var machine = new RunMachine(definition, parameters);
        machine.moves.run(state);
        machine.startedAt = startedAt;
        machine.steps.restore(steps);
        return machine;
    }

    public RunState state() {
        return moves.run();
    }

    /** Why the run ended as it did, where it did not succeed. */
    public @Nullable String message() {
        return message;
    }

    /** From its start to its end. */
    public Duration took() {
        return took;
    }

    public StepStatuses steps() {
        return steps;
    }

    /** When to call {@link #wake} at the latest; null if nothing waits for a time. */
    public @Nullable Instant wakeAt() {
        return moves.timers().next();
    }

    /** What has changed since this was last called. */
    public Changes take() {
        return moves.take();
    }

    public void begin(String actor, Map<String, ?> facts, Instant now) {
        moves.run(RunState.RUNNING);
        startedAt = now;
        moves.changes().run("run-started", "the run started", actor, facts);
        steps.all().forEach(step -> moves.judge(step, now));
        settle(now);
    }

    /** Another owner goes on with the run. */
    public void takenOver(Map<String, ?> facts, Instant now) {
        moves.changes()
                .run(
                        "run-taken-over",
                        "another orchestrator goes on with the run",
                        MILLRACE,
                        facts);
        goOn(now);
    }

    /** Goes on with what was restored; no attempt starts because of that. */
    public void goOn(Instant now) {
        for (var step : steps.all()) {
            switch (step.state()) {
                case RUNNING -> {
                    moves.changes().effects().add(new Effect.GoOn(step.name(), step.attempt()));
                    if (state() == RunState.CANCELLING && !step.definition().flow().last()) {
                        moves.changes().effects().add(new Effect.Stop(step.name(), step.attempt()));
                    }
                    moves.timers().add(step, Objects.requireNonNull(step.wakeAt()));
                }
                case RETRYING -> moves.timers().add(step, Objects.requireNonNull(step.wakeAt()));
                case READY -> moves.ready(step, now);
                default -> moves.judge(step, now);
            }
        }
        settle(now);
    }

    /** An attempt ended. One that is over already, or that was followed by another, is ignored. */
    public void ended(String name, int attempt, Outcome outcome, Instant now) {
        var step = steps.find(name);
        if (step == null || step.attempt() != attempt || step.state() != StepState.RUNNING) {
            return;
        }
        moves.end(step, outcome, now);
        settle(now);
    }

    /** How far an attempt's work is. */
    public void progressed(String name, int attempt, double share, String sentence) {
        var step = steps.find(name);
        if (step != null && step.attempt() == attempt && step.state() == StepState.RUNNING) {
            step.progressed(share, sentence);
            moves.changes().changed(step, "step-progress", MILLRACE, Map.of("progress", share));
        }
    }

    /** The time of some pauses and attempts is over. */
    public void wake(Instant now) {
        for (var timer = moves.timers().due(now); timer != null; timer = moves.timers().due(now)) {
            var step = timer.step();
            if (step.state() == StepState.RETRYING) {
                step.become(StepState.READY, "ready for the next attempt", null);
                moves.ready(step, now);
            } else if (step.state() == StepState.RUNNING) {
                moves.tooLate(step, now);
            }
        }
        settle(now);
    }

    /** Nothing starts any more but what cancelling itself calls for; what runs is asked to stop. */
    public void cancel(String actor, Duration grace, Instant now) {
        if (state().isTerminal() || state() == RunState.CANCELLING) {
            return;
        }
        moves.run(RunState.CANCELLING);
        moves.changes().run("run-cancelling", "cancel was asked for", actor, Map.of());
        for (var step : steps.all()) {
            if (step.definition().flow().last()) {
                continue;
            }
            switch (step.state()) {
                case WAITING, READY, RETRYING -> {
                    if (!steps.mayStartWhenCancelled(step)) {
                        moves.close(
                                step,
                                StepState.CANCELLED,
                                "cancelled before it started",
                                actor,
                                now);
                    }
                }
                case RUNNING -> {
                    moves.changes().effects().add(new Effect.Stop(step.name(), step.attempt()));
                    step.hurry(now.plus(grace));
                    moves.changes().steps().add(step);
                    moves.timers().add(step, Objects.requireNonNull(step.wakeAt()));
                }
                default -> {}
            }
        }
        settle(now);
    }

    /** Nothing starts until {@link #unpause}; what runs goes on. */
    public void pause(String actor) {
        if (state() == RunState.RUNNING) {
            moves.run(RunState.PAUSED);
            moves.changes().run("run-paused", "no further step starts", actor, Map.of());
        }
    }

    public void unpause(String actor, Instant now) {
        if (state() == RunState.PAUSED) {
            moves.run(RunState.RUNNING);
            moves.changes().run("run-unpaused", "steps start again", actor, Map.of());
            steps.in(StepState.READY).forEach(step -> moves.ready(step, now));
            settle(now);
        }
    }

    /**
     * Runs steps again, and all that need them.
     *
     * @param names at least one; the others keep what they have
     */
    public void rerun(Set<String> names, String actor, Instant now) {
        var again = steps.startOver(names);
        moves.run(RunState.RUNNING);
        message = null;
        moves.changes().steps().addAll(again);
        moves.changes()
                .run(
                        "run-resumed",
                        "these steps start over: "
                                + again.stream()
                                        .map(StepStatus::name)
                                        .collect(Collectors.joining(", ")),
                        actor,
                        Map.of());
        again.forEach(step -> moves.judge(step, now));
        settle(now);
    }

    /** Draws every conclusion from the steps that have ended. */
    private void settle(Instant now) {
        while (true) {
            for (var step = moves.nextEnded(); step != null; step = moves.nextEnded()) {
                for (var dependant : steps.dependants(step)) {
                    dependant.count(step.countsAs());
                    moves.judge(dependant, now);
                }
            }
            if (!steps.enterFinally()) {
                break;
            }
            steps.lastOnes().forEach(step -> moves.judge(step, now));
        }
        if (steps.allEnded() && !state().isTerminal()) {
            finish(now);
        }
    }

    private void finish(Instant now) {
        var verdict = steps.verdict(state());
        moves.run(verdict.state());
        message = verdict.message();
        took = startedAt == null ? Duration.ZERO : Duration.between(startedAt, now);
        moves.changes()
                .run(
                        "run-" + state().name().toLowerCase(Locale.ROOT),
                        message == null ? "every step succeeded" : message,
                        MILLRACE,
                        Map.of());
    }
}
