package dev.millrace.orchestrator.machine;

import static dev.millrace.orchestrator.machine.Changes.MILLRACE;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.orchestrator.RunState;
import dev.millrace.contracts.orchestrator.StepState;
import dev.millrace.orchestrator.machine.Changes.Effect;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * How the steps of one run move, each for itself; what follows for others is the machine's affair.
 */
final class StepMoves {

    private final StepStatuses steps;
    private final Bodies bodies;
    private final Timers timers = new Timers();
    private final Queue<StepStatus> ended = new ArrayDeque<>();
    private RunState run = RunState.PENDING;
    private Changes changes = new Changes();

    StepMoves(StepStatuses steps, Bodies bodies) {
        this.steps = steps;
        this.bodies = bodies;
    }

    RunState run() {
        return run;
    }

    void run(RunState state) {
        run = state;
    }

    Timers timers() {
        return timers;
    }

    Changes changes() {
        return changes;
    }

    Changes take() {
        var taken = changes;
        changes = new Changes();
        return taken;
    }

    /** A step that has ended and of which no conclusion was drawn yet; null if there is none. */
    @Nullable StepStatus nextEnded() {
        return ended.poll();
    }

    /** Starts or skips a waiting step where its rule says so. */
    void judge(StepStatus step, Instant now) {
        if (step.state() != StepState.WAITING || !steps.isTurnOf(step)) {
            return;
        }
        switch (step.definition().flow().rule().verdict(step.tally())) {
            case WAIT -> {}
            case SKIP -> close(step, StepState.SKIPPED, steps.whySkipped(step), MILLRACE, now);
            case START -> {
                step.become(StepState.READY, "ready", null);
                changes.steps().add(step);
                ready(step, now);
            }
        }
    }

    /** Starts the step, unless the run holds it back. */
    void ready(StepStatus step, Instant now) {
        if (run == RunState.PAUSED) {
            changes.steps().add(step);
            return;
        }
        if (run == RunState.CANCELLING && !steps.mayStartWhenCancelled(step)) {
            close(step, StepState.CANCELLED, "cancelled before it started", MILLRACE, now);
            return;
        }
        try {
            var unmet = bodies.unmetCondition(step);
            if (unmet != null) {
                close(step, StepState.SKIPPED, "skipped, because " + unmet, MILLRACE, now);
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
        step.nextAttempt(now);
        if (decided != null) {
            end(step, decided, now);
            return;
        }
        changes.changed(step, "step-started", MILLRACE, Map.of());
        changes.effects().add(new Effect.Begin(step.name(), step.attempt(), body));
        timers.add(step, Objects.requireNonNull(step.wakeAt()));
    }

    /** The attempt that runs has ended. */
    void end(StepStatus step, Outcome outcome, Instant now) {
        switch (outcome) {
            case Outcome.Succeeded done -> {
                step.succeeded(done.outputs());
                closed(step, step.state(), now);
                over(step, MILLRACE, Map.of());
            }
            case Outcome.Cancelled cancelled ->
                    close(step, StepState.CANCELLED, cancelled.reason(), MILLRACE, now);
            case Outcome.Failed failed -> fail(step, failed, now);
        }
    }

    private void fail(StepStatus step, Outcome.Failed failed, Instant now) {
        var failure = failed.failure();
        var pause =
                steps.mayTryAgain(step, run)
                        ? step.definition().retry().pauseAfter(failure, step.tries())
                        : null;
        if (pause != null) {
            var again = now.plus(pause);
            step.failed(
                    failure,
                    StepState.RETRYING,
                    step.definition().retry().sentence(failure, step.tries(), pause),
                    again);
            changes.changed(step, "step-retrying", MILLRACE, Map.of("failure", failure));
            timers.add(step, again);
            closed(step, StepState.FAILED, now);
            return;
        }
        step.failed(failure, StepState.FAILED, failure.message(), null);
        closed(step, step.state(), now);
        step.definition().flow().caught(failure).ifPresent(by -> step.caughtWith(by.outputs()));
        over(step, MILLRACE, Map.of("failure", failure, "caught", step.isCaught()));
    }

    /** The step ends without an outcome of its own. */
    void close(StepStatus step, StepState end, String why, String actor, Instant now) {
        boolean hadBegun = step.state() == StepState.RUNNING;
        step.become(end, why, null);
        if (hadBegun) {
            closed(step, step.state(), now);
        }
        over(step, actor, Map.of());
    }

    private void closed(StepStatus step, StepState end, Instant now) {
        changes.closed()
                .add(
                        new Changes.Closed(
                                step.name(), step.attempt(), end, step.failure(), step.took(now)));
    }

    private void over(StepStatus step, String actor, Map<String, ?> data) {
        changes.changed(step, "step-" + step.state().name().toLowerCase(Locale.ROOT), actor, data);
        steps.closed(step);
        ended.add(step);
    }

    /** The time of the present attempt is over. */
    void tooLate(StepStatus step, Instant now) {
        changes.effects().add(new Effect.Leave(step.name(), step.attempt()));
        if (run == RunState.CANCELLING && !step.definition().flow().last()) {
            end(step, new Outcome.Cancelled("did not stop in time"), now);
            return;
        }
        var timeout = step.definition().timeout().toString().substring(2).toLowerCase(Locale.ROOT);
        end(
                step,
                Outcome.failed(
                        FailureCode.TIMED_OUT,
                        "took longer than its timeout of %s; the last that was heard: %s"
                                .formatted(timeout, step.message())),
                now);
    }
}
