package dev.millrace.orchestrator.machine;

import static dev.millrace.orchestrator.machine.Changes.MILLRACE;

import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.orchestrator.RunState;
import dev.millrace.contracts.orchestrator.StepState;
import dev.millrace.orchestrator.definition.Definition;
import dev.millrace.orchestrator.definition.DurationText;
import dev.millrace.orchestrator.machine.Changes.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One run. Each method tells it what happened, and leaves in {@link #take} what follows. Its cost
 * is linear in the steps that change and their dependants. Not for several threads at once.
 */
public final class RunMachine {

    private static final Duration GRACE = Duration.ofSeconds(30);

    private final Definition definition;
    private final StepStatuses steps;
    private final Bodies bodies;
    private final StepMoves moves;
    private final Interventions interventions;
    private @Nullable Instant startedAt;
    private @Nullable Map<String, @Nullable Object> outputs;
    private Duration took = Duration.ZERO;
    private @Nullable String message;
    private boolean lastOnesJudged;

    /**
     * @param facts of the run, by the names of {@code Reference.Fact}
     */
    public RunMachine(
            Definition definition,
            Map<String, @Nullable Object> parameters,
            Map<String, Object> facts) {
        this.definition = definition;
        steps = new StepStatuses(definition);
        bodies = new Bodies(steps, parameters, facts);
        moves = new StepMoves(steps, bodies);
        interventions = new Interventions(steps, moves);
    }

    /** A run as it was written; {@link #goOn} then goes on with it. */
    public static RunMachine restored(
            Definition definition,
            Map<String, @Nullable Object> parameters,
            Map<String, Object> facts,
            RunState state,
            @Nullable String message,
            @Nullable Instant startedAt,
            Collection<StepStatus.Saved> steps) {
        var machine = new RunMachine(definition, parameters, facts);
        machine.moves.run(state);
        machine.message = message;
        machine.startedAt = startedAt;
        machine.steps.restore(steps);
        return machine;
    }

    public RunState state() {
        return moves.run();
    }

    /** Why the run ended as it did, where it did not succeed; or why it is being cancelled. */
    public @Nullable String message() {
        return message;
    }

    /** What it gives to whoever started it; null unless it succeeded. */
    public @Nullable Map<String, @Nullable Object> outputs() {
        return outputs;
    }

    public Map<String, @Nullable Object> parameters() {
        return bodies.parameters();
    }

    /** When it was started, or last run again. */
    public @Nullable Instant startedAt() {
        return startedAt;
    }

    /** From its start to its end. */
    public Duration took() {
        return took;
    }

    /** Whether it ended because it took longer than it may. */
    public boolean hasTimedOut() {
        var timeout = definition.timeout();
        return timeout != null
                && (state() == RunState.CANCELLED || state() == RunState.FAILED)
                && took.compareTo(timeout) >= 0;
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
        limit(now);
        List.copyOf(steps.all()).forEach(step -> moves.judge(step, now));
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
        if (startedAt != null) {
            limit(startedAt);
        }
        for (var step : List.copyOf(steps.all())) {
            goOn(step, now);
        }
        settle(now);
    }

    private void goOn(StepStatus step, Instant now) {
        if (!step.state().isTerminal() && step.state() != StepState.WAITING) {
            moves.clocks().ready(step, step.startedAt() == null ? now : step.startedAt());
        }
        switch (step.state()) {
            case RUNNING -> {
                moves.clocks().running(step, now);
                if (MapMoves.isMap(step)) {
                    moves.maps().goOn(step, bodies.resolved(step), now);
                } else if (!step.definition().type().isHeld()) {
                    moves.changes().effects().add(new Effect.GoOn(step.name(), step.attempt()));
                }
                if (step.isStopping()) {
                    moves.changes().effects().add(new Effect.Stop(step.name(), step.attempt()));
                }
            }
            case RETRYING -> moves.clocks().retrying(step);
            case READY -> moves.ready(step, now);
            default -> moves.judge(step, now);
        }
    }

    /** What is due when, of the run as a whole. */
    private void limit(Instant since) {
        var lateAfter = definition.lateAfter();
        if (lateAfter != null) {
            moves.timers()
                    .add(
                            since.plus(lateAfter),
                            () -> since.equals(startedAt) && !state().isTerminal(),
                            now ->
                                    moves.changes()
                                            .run(
                                                    "run-late",
                                                    "has not ended within "
                                                            + DurationText.of(lateAfter),
                                                    MILLRACE,
                                                    Map.of()));
        }
        var timeout = definition.timeout();
        if (timeout != null) {
            moves.timers()
                    .add(
                            since.plus(timeout),
                            () -> since.equals(startedAt) && !state().isTerminal(),
                            now -> timedOut(timeout, now));
        }
    }

    private void timedOut(Duration timeout, Instant now) {
        if (state() != RunState.CANCELLING) {
            message = "took longer than the run's timeout of " + DurationText.of(timeout);
            interventions.cancel(MILLRACE, message, GRACE, now);
        }
    }

    /** An attempt ended. One that is over already, or that was followed by another, is ignored. */
    public void ended(String name, int attempt, Outcome outcome, Instant now) {
        var step = running(name, attempt);
        if (step != null) {
            moves.end(step, outcome, now);
            settle(now);
        }
    }

    /** An attempt's work has left the queue of its service. */
    public void begun(String name, int attempt, Instant now) {
        var step = running(name, attempt);
        if (step != null) {
            moves.clocks().begun(step, now);
        }
    }

    /** How far an attempt's work is; also a sign of life. */
    public void progressed(String name, int attempt, double share, String sentence, Instant now) {
        var step = running(name, attempt);
        if (step != null) {
            step.heard(now);
            step.progressed(share, sentence);
            moves.changes().changed(step, "step-progress", MILLRACE, Map.of("progress", share));
        }
    }

    private @Nullable StepStatus running(String name, int attempt) {
        var step = steps.find(name);
        return step != null && step.attempt() == attempt && step.state() == StepState.RUNNING
                ? step
                : null;
    }

    /** A step that waits for its pool has a slot of it now. */
    public void granted(String name, Instant now) {
        var step = steps.find(name);
        if (step != null && step.state() == StepState.QUEUED) {
            moves.granted(step, now);
            settle(now);
        }
    }

    /** Some time is over. */
    public void wake(Instant now) {
        moves.timers().ring(now);
        settle(now);
    }

    /** Nothing starts any more but what cancelling itself calls for; what runs is asked to stop. */
    public void cancel(String actor, Duration grace, Instant now) {
        interventions.cancel(actor, "cancel was asked for", grace, now);
        settle(now);
    }

    /** Nothing starts until {@link #unpause}; what runs goes on. */
    public void pause(String actor) {
        interventions.pause(actor);
    }

    public void unpause(String actor, Instant now) {
        interventions.unpause(actor, now);
        settle(now);
    }

    /** A person's word for a step that waits for one; of no effect on any other. */
    public void answer(String name, boolean approved, String by, String comment, Instant now) {
        interventions.answer(name, approved, by, comment, now);
        settle(now);
    }

    /**
     * A person says how a step of a run that goes on has ended. One that had ended already, and
     * what needs it, starts over first.
     *
     * @param as SUCCEEDED, FAILED or SKIPPED
     */
    public void mark(
            String name, StepState as, Map<String, Object> given, String actor, Instant now) {
        if (state().isTerminal()) {
            reopen(now);
        }
        interventions.mark(name, as, given, actor, now);
        settle(now);
    }

    /**
     * Runs steps again, and all that need them.
     *
     * @param names at least one; the others keep what they have
     * @param changed the run's parameters from now on
     */
    public void rerun(
            Set<String> names, Map<String, @Nullable Object> changed, String actor, Instant now) {
        bodies.parameters(changed);
        reopen(now);
        interventions.rerun(names, actor, now);
        settle(now);
    }

    private void reopen(Instant now) {
        message = null;
        outputs = null;
        startedAt = now;
        lastOnesJudged = false;
        limit(now);
    }

    /** Draws every conclusion from the steps that have ended. */
    private void settle(Instant now) {
        do {
            for (var step = moves.nextEnded(); step != null; step = moves.nextEnded()) {
                if (step.parent() != null) {
                    moves.maps().partEnded(step, now);
                }
                for (var dependant : steps.dependants(step)) {
                    dependant.count(step.countsAs());
                    moves.judge(dependant, now);
                }
            }
        } while (nextPhase(now));
        if (steps.allEnded() && !state().isTerminal()) {
            finish(now);
        }
    }

    /** Whether anything has moved because what comes before it has ended. */
    private boolean nextPhase(Instant now) {
        var phase = steps.phase();
        if (phase == Phase.MAIN) {
            return false;
        }
        bodies.fact("state", steps.verdict(state()).state().name());
        if (phase == Phase.UNDO) {
            return new Compensations(steps, moves).next(now);
        }
        if (lastOnesJudged) {
            return false;
        }
        lastOnesJudged = true;
        steps.of(Phase.LAST).forEach(step -> moves.judge(step, now));
        return true;
    }

    private void finish(Instant now) {
        var verdict = verdict();
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

    private StepStatuses.Verdict verdict() {
        if (state() == RunState.CANCELLING && message != null) {
            return new StepStatuses.Verdict(RunState.FAILED, message); // timed out
        }
        var verdict = steps.verdict(state());
        if (verdict.state() == RunState.SUCCEEDED) {
            try {
                outputs = bodies.resolved(definition.outputs());
            } catch (PlatformException missing) {
                return new StepStatuses.Verdict(
                        RunState.FAILED, "its outputs: " + missing.failure().message());
            }
        }
        return verdict;
    }
}
