package dev.millrace.orchestrator.machine;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.orchestrator.StepState;
import dev.millrace.orchestrator.definition.DurationText;
import dev.millrace.orchestrator.definition.StepType;
import dev.millrace.orchestrator.machine.Changes.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/** What time does to steps: pauses end, attempts take too long, work falls silent or is late. */
final class Clocks {

    private static final Duration LONGEST_QUEUE = Duration.ofDays(1);

    private final StepMoves moves;
    private final Timers timers;

    Clocks(StepMoves moves, Timers timers) {
        this.moves = moves;
        this.timers = timers;
    }

    /** When an attempt that starts now has taken too long: a job first has to leave a queue. */
    Instant end(StepStatus step, Instant now) {
        var definition = step.definition();
        if (definition.type().request() == null) {
            return now.plus(definition.timeout());
        }
        var queue = definition.limits().queue();
        return now.plus(queue == null ? LONGEST_QUEUE : queue);
    }

    /** The step's turn has come. */
    void ready(StepStatus step, Instant since) {
        var after = step.definition().limits().lateAfter();
        if (after == null || step.isLate()) {
            return;
        }
        int round = step.base();
        timers.add(
                since.plus(after),
                () -> step.base() == round && !step.state().isTerminal() && !step.isLate(),
                now -> {
                    step.late();
                    moves.changes()
                            .told(
                                    step,
                                    "step-late",
                                    "has not ended within " + DurationText.of(after));
                });
    }

    /** The step has an attempt that runs. */
    void running(StepStatus step, Instant now) {
        step.heard(now);
        end(step);
        if (step.definition().limits().heartbeat() != null) {
            silence(step);
        }
    }

    /** The present attempt has less time now. */
    void stopping(StepStatus step) {
        end(step);
    }

    /** The work of the present attempt has left its service's queue. */
    void begun(StepStatus step, Instant now) {
        if (!step.isBegun() && !step.isStopping()) {
            step.begun(now.plus(step.definition().timeout()));
            moves.changes().steps().add(step);
            end(step);
        }
    }

    void retrying(StepStatus step) {
        timers.add(
                step,
                Objects.requireNonNull(step.wakeAt()),
                now -> {
                    step.become(StepState.READY, "ready for the next attempt", null);
                    moves.ready(step, now);
                });
    }

    private void end(StepStatus step) {
        var at = Objects.requireNonNull(step.wakeAt());
        int attempt = step.attempt();
        timers.add(
                at,
                () ->
                        step.state() == StepState.RUNNING
                                && step.attempt() == attempt
                                && at.equals(step.wakeAt()),
                now -> over(step, now));
    }

    private void over(StepStatus step, Instant now) {
        var body = step.definition().body();
        if (step.definition().type() == StepType.WAIT) {
            moves.end(step, new Outcome.Succeeded(Map.of("until", now.toString())), now);
        } else if (step.definition().type() == StepType.APPROVE && body.get("onTimeout") != null) {
            moves.end(step, Approvals.none(body, now), now);
        } else {
            tooLate(step, now);
        }
    }

    private void tooLate(StepStatus step, Instant now) {
        moves.changes().effects().add(new Effect.Leave(step.name(), step.attempt()));
        if (step.isStopping()) {
            moves.end(step, new Outcome.Cancelled("did not stop in time"), now);
            return;
        }
        var queue = step.definition().limits().queue();
        var sentence =
                step.isBegun()
                        ? "took longer than its timeout of "
                                + DurationText.of(step.definition().timeout())
                        : "waited longer than its queueTimeout of %s for its turn"
                                .formatted(DurationText.of(queue == null ? LONGEST_QUEUE : queue));
        moves.end(
                step,
                Outcome.failed(
                        FailureCode.TIMED_OUT,
                        "%s; the last that was heard: %s".formatted(sentence, step.message())),
                now);
    }

    private void silence(StepStatus step) {
        var longest = Objects.requireNonNull(step.definition().limits().heartbeat());
        timers.add(
                step,
                Objects.requireNonNull(step.heardAt()).plus(longest),
                now -> {
                    if (now.isBefore(Objects.requireNonNull(step.heardAt()).plus(longest))) {
                        silence(step);
                        return;
                    }
                    moves.changes().effects().add(new Effect.Leave(step.name(), step.attempt()));
                    moves.end(
                            step,
                            Outcome.failed(
                                    FailureCode.TIMED_OUT,
                                    "gave no sign of life for %s; the last that was heard: %s"
                                            .formatted(DurationText.of(longest), step.message())),
                            now);
                });
    }
}
