package dev.millrace.orchestrator.machine;

import dev.millrace.contracts.orchestrator.RunState;
import dev.millrace.contracts.orchestrator.StepState;
import dev.millrace.orchestrator.definition.StepType;
import dev.millrace.orchestrator.machine.Changes.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What people do to a run. */
final class Interventions {

    private final StepStatuses steps;
    private final StepMoves moves;

    Interventions(StepStatuses steps, StepMoves moves) {
        this.steps = steps;
        this.moves = moves;
    }

    void cancel(String actor, String why, Duration grace, Instant now) {
        if (moves.run().isTerminal() || moves.run() == RunState.CANCELLING) {
            return;
        }
        moves.run(RunState.CANCELLING);
        moves.changes().run("run-cancelling", why, actor, Map.of());
        for (var step : List.copyOf(steps.all())) {
            if (Phase.of(step) == Phase.MAIN) {
                cancel(step, actor, now.plus(grace), now);
            }
        }
    }

    private void cancel(StepStatus step, String actor, Instant until, Instant now) {
        switch (step.state()) {
            case WAITING, READY, QUEUED, RETRYING -> {
                if (!steps.mayStartWhenCancelled(step)) {
                    moves.close(
                            step, StepState.CANCELLED, "cancelled before it started", actor, now);
                }
            }
            case RUNNING -> {
                if (!step.definition().type().isHeld()) {
                    moves.stop(step, until);
                } else if (!MapMoves.isMap(step)) { // a map ends with its items
                    moves.close(step, StepState.CANCELLED, "cancelled", actor, now);
                }
            }
            default -> {}
        }
    }

    void pause(String actor) {
        if (moves.run() == RunState.RUNNING) {
            moves.run(RunState.PAUSED);
            moves.changes().run("run-paused", "no further step starts", actor, Map.of());
        }
    }

    void unpause(String actor, Instant now) {
        if (moves.run() == RunState.PAUSED) {
            moves.run(RunState.RUNNING);
            moves.changes().run("run-unpaused", "steps start again", actor, Map.of());
            steps.in(StepState.READY).forEach(step -> moves.ready(step, now));
        }
    }

    void answer(String name, boolean approved, String by, String comment, Instant now) {
        var step = steps.find(name);
        if (step != null
                && step.state() == StepState.RUNNING
                && step.definition().type() == StepType.APPROVE) {
            moves.end(step, Approvals.of(approved, by, comment, now), now);
        }
    }

    void rerun(Set<String> names, String actor, Instant now) {
        moves.run(RunState.RUNNING);
        startOver(names, actor).forEach(step -> moves.judge(step, now));
    }

    private List<StepStatus> startOver(Set<String> names, String actor) {
        var again = steps.startOver(names);
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
        return again;
    }

    void mark(String name, StepState as, Map<String, Object> given, String actor, Instant now) {
        var step = steps.get(name);
        if (step.state().isTerminal() && !moves.run().isTerminal()) {
            return; // others may have started because of how it ended
        }
        if (step.state().isTerminal()) {
            moves.run(RunState.RUNNING);
            var again = startOver(Set.of(name), actor);
            end(step, as, given, actor, now);
            again.forEach(other -> moves.judge(other, now));
        } else {
            if (step.state() == StepState.RUNNING) {
                moves.changes().effects().add(new Effect.Leave(step.name(), step.attempt()));
            }
            end(step, as, given, actor, now);
        }
    }

    private void end(
            StepStatus step, StepState as, Map<String, Object> given, String actor, Instant now) {
        step.marked(given);
        moves.close(step, as, "marked as %s by %s".formatted(as, actor), actor, now);
    }
}
