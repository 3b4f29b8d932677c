package dev.millrace.orchestrator.machine;

import static dev.millrace.orchestrator.machine.Changes.MILLRACE;

import dev.millrace.contracts.orchestrator.RunState;
import dev.millrace.contracts.orchestrator.StepState;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Undoes what a run did that did not succeed: one step after the other, the last done first. */
final class Compensations {

    private final StepStatuses steps;
    private final StepMoves moves;

    Compensations(StepStatuses steps, StepMoves moves) {
        this.steps = steps;
        this.moves = moves;
    }

    /** Starts the next one if none goes on; whether anything has moved. */
    boolean next(Instant now) {
        var all = steps.of(Phase.UNDO);
        var waiting = all.stream().filter(step -> step.state() == StepState.WAITING).toList();
        boolean oneGoesOn =
                all.stream()
                        .anyMatch(step ->
                                step.state() != StepState.WAITING && !step.state().isTerminal());
        if (oneGoesOn || waiting.isEmpty()) {
            return false;
        }
        if (steps.verdict(moves.run()).state() == RunState.SUCCEEDED) {
            skip(waiting, "the run succeeded: nothing is to be undone", now);
            return true;
        }
        var undone = waiting.stream().filter(step -> !hasSomethingToUndo(step)).toList();
        skip(undone, "there is nothing to undo", now);
        waiting.stream()
                .filter(this::hasSomethingToUndo)
                .max(Comparator.comparing(step -> Objects.requireNonNull(target(step).endedAt())))
                .ifPresent(step -> moves.open(step, now));
        return true;
    }

    private void skip(List<StepStatus> which, String why, Instant now) {
        which.forEach(step -> moves.close(step, StepState.SKIPPED, why, MILLRACE, now));
    }

    private boolean hasSomethingToUndo(StepStatus step) {
        return target(step).state() == StepState.SUCCEEDED;
    }

    private StepStatus target(StepStatus step) {
        return steps.get(Objects.requireNonNull(step.definition().undoes()));
    }
}
