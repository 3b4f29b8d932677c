package dev.millrace.orchestrator.machine;

import static dev.millrace.orchestrator.machine.Changes.MILLRACE;

import dev.millrace.contracts.orchestrator.RunState;
import dev.millrace.contracts.orchestrator.StepState;
import dev.millrace.orchestrator.definition.Definition;
import dev.millrace.orchestrator.machine.Changes.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One run. Each method tells it what happened, and leaves in {@link #take} what follows. Its cost
 * is linear in the steps that change and their dependants. Not for several threads at once.
 */
public final class RunMachine {

    private final StepStatuses steps;
    private final Bodies bodies;
    private final StepMoves moves;
    private final Interventions interventions;
    private final Course course;

    /**
     * @param facts of the run, by the names of {@code Reference.Fact}
     */
    public RunMachine(
            Definition definition,
            Map<String, @Nullable Object> parameters,
            Map<String, Object> facts) {
        steps = new StepStatuses(definition);
        bodies = new Bodies(steps, parameters, facts);
        moves = new StepMoves(steps, bodies);
        interventions = new Interventions(steps, moves);
        course = new Course(definition, steps, bodies, moves, interventions);
    }

    /**
     * What was written of a run itself.
     *
     * @param late whether it was told to be late
     */
    public record Saved(
            RunState state, @Nullable String message, @Nullable Instant startedAt, boolean late) {}

    /** A run as it was written; {@link #goOn} then goes on with it. */
    public static RunMachine restored(
            Definition definition,
            Map<String, @Nullable Object> parameters,
            Map<String, Object> facts,
            Saved run,
            Collection<StepStatus.Saved> steps) {
        var machine = new RunMachine(definition, parameters, facts);
        machine.moves.run(run.state());
        machine.course.restored(run.message(), run.startedAt(), run.late());
        machine.steps.restore(steps);
        return machine;
    }

    public RunState state() {
        return moves.run();
    }

    /** Why the run ended as it did, where it did not succeed; or why it is being cancelled. */
    public @Nullable String message() {
        return course.message();
    }

    /** What it gives to whoever started it; null unless it succeeded. */
    public @Nullable Map<String, @Nullable Object> outputs() {
        return course.outputs();
    }

    public Map<String, @Nullable Object> parameters() {
        return bodies.parameters();
    }

    /** When it was started, or last run again. */
    public @Nullable Instant startedAt() {
        return course.startedAt();
    }

    /** Whether it was told to be late. */
    public boolean isLate() {
        return course.isLate();
    }

    /** From its start to its end. */
    public Duration took() {
        return course.took();
    }

    /** Whether it ended because it took longer than it may. */
    public boolean hasTimedOut() {
        return course.hasTimedOut();
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
        moves.changes().run("run-started", "the run started", actor, facts);
        course.starts(now);
        List.copyOf(steps.all()).forEach(step -> moves.judge(step, now));
        course.settle(now);
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
        course.limit();
        for (var step : List.copyOf(steps.all())) {
            goOn(step, now);
        }
        course.settle(now);
    }

    private void goOn(StepStatus step, Instant now) {
        if (!step.state().isTerminal() && step.state() != StepState.WAITING) {
            moves.clocks().ready(step, step.startedAt() == null ? now : step.startedAt());
        }
        switch (step.state()) {
            case RUNNING -> running(step, now);
            case RETRYING -> moves.clocks().retrying(step);
            case READY -> moves.ready(step, now);
            default -> moves.judge(step, now);
        }
    }

    private void running(StepStatus step, Instant now) {
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

    /** An attempt ended. One that is over already, or that was followed by another, is ignored. */
    public void ended(String name, int attempt, Outcome outcome, Instant now) {
        var step = running(name, attempt);
        if (step != null) {
            moves.end(step, outcome, now);
            course.settle(now);
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
            course.settle(now);
        }
    }

    /** Some time is over. */
    public void wake(Instant now) {
        moves.timers().ring(now);
        course.settle(now);
    }

    /** Nothing starts any more but what cancelling itself calls for; what runs is asked to stop. */
    public void cancel(String actor, Duration grace, Instant now) {
        interventions.cancel(actor, "cancel was asked for", grace, now);
        course.settle(now);
    }

    /** Nothing starts until {@link #unpause}; what runs goes on. */
    public void pause(String actor) {
        interventions.pause(actor);
    }

    public void unpause(String actor, Instant now) {
        interventions.unpause(actor, now);
        course.settle(now);
    }

    /** A person's word for a step that waits for one; of no effect on any other. */
    public void answer(String name, boolean approved, String by, String comment, Instant now) {
        interventions.answer(name, approved, by, comment, now);
        course.settle(now);
    }

    /**
     * A person says how a step ended. In a run that has ended, what needs it starts over; in one
     * that goes on, a step that has ended stays as it is.
     *
     * @param as SUCCEEDED, FAILED or SKIPPED
     */
    public void mark(
            String name, StepState as, Map<String, Object> given, String actor, Instant now) {
        if (state().isTerminal()) {
            course.starts(now);
        }
        interventions.mark(name, as, given, actor, now);
        course.settle(now);
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
        course.starts(now);
        interventions.rerun(names, actor, now);
        course.settle(now);
    }
}
