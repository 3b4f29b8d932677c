package dev.millrace.orchestrator.machine;

import static dev.millrace.orchestrator.machine.Changes.MILLRACE;

import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.orchestrator.RunState;
import dev.millrace.contracts.orchestrator.StepState;
import dev.millrace.orchestrator.machine.Changes.Effect;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * How the steps of one run move, each for itself; what follows for others is the machine's affair.
 */
final class StepMoves {

    private final StepStatuses steps;
    private final Bodies bodies;
    private final Timers timers = new Timers();
    private final Clocks clocks = new Clocks(this, timers);
    private final MapMoves maps;
    private final Queue<StepStatus> ended = new ArrayDeque<>();
    private RunState run = RunState.PENDING;
    private Changes changes = new Changes();

    StepMoves(StepStatuses steps, Bodies bodies) {
        this.steps = steps;
        this.bodies = bodies;
        this.maps = new MapMoves(this, steps);
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

    Clocks clocks() {
        return clocks;
    }

    MapMoves maps() {
        return maps;
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
            case START -> open(step, now);
        }
    }

    /** The step's turn has come. */
    void open(StepStatus step, Instant now) {
        step.become(StepState.READY, "ready", null);
        changes.steps().add(step);
        clocks.ready(step, now);
        ready(step, now);
    }

    /** Starts the step or sends it to its pool, unless the run holds it back. */
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
            } else if (step.definition().limits().pool() instanceof String pool) {
                step.become(StepState.QUEUED, "waits for a slot of '%s'".formatted(pool), null);
                changes.changed(step, "step-queued", MILLRACE, Map.of("pool", pool));
            } else {
                start(step, now);
            }
        } catch (PlatformException wrong) {
            refuse(step, wrong, now);
        }
    }

    /** The step has a slot of its pool. */
    void granted(StepStatus step, Instant now) {
        if (run == RunState.PAUSED) {
            step.become(StepState.READY, "ready", null);
            changes.steps().add(step);
            return;
        }
        try {
            start(step, now);
        } catch (PlatformException wrong) {
            refuse(step, wrong, now);
        }
    }

    private void refuse(StepStatus step, PlatformException wrong, Instant now) {
        if (step.state() != StepState.RUNNING) {
            step.nextAttempt(now, clocks.end(step, now));
        }
        end(step, new Outcome.Failed(wrong.failure()), now);
    }

    private void start(StepStatus step, Instant now) {
        var type = step.definition().type();
        var decided = bodies.decision(step);
        var body = decided == null ? bodies.resolved(step) : Map.<String, @Nullable Object>of();
        switch (type) {
            case WAIT -> {
                var until = Waits.end(step, body, now);
                hold(step, until, "lets time pass until " + until, body, now);
            }
            case APPROVE ->
                    hold(
                            step,
                            clocks.end(step, now),
                            String.valueOf(body.get("message")),
                            body,
                            now);
            case MAP -> {
                var items = MapMoves.items(step, body);
                hold(step, clocks.end(step, now), items.size() + " items", Map.of(), now);
                maps.begin(step, items, body, now);
            }
            default -> {
                if (decided == null) {
                    begin(step, clocks.end(step, now), now);
                    changes.effects().add(new Effect.Begin(step.name(), step.attempt(), body));
                } else {
                    step.nextAttempt(now, now);
                    end(step, decided, now);
                }
            }
        }
    }

    private void hold(
            StepStatus step,
            Instant wake,
            String message,
            Map<String, @Nullable Object> body,
            Instant now) {
        begin(step, wake, now);
        step.progressed(0, message);
        changes.effects().add(new Effect.Hold(step.name(), step.attempt(), body));
    }

    private void begin(StepStatus step, Instant wake, Instant now) {
        step.nextAttempt(now, wake);
        changes.changed(step, "step-started", MILLRACE, Map.of());
        clocks.running(step, now);
    }

    /** The attempt that runs has ended. */
    void end(StepStatus step, Outcome outcome, Instant now) {
        switch (outcome) {
            case Outcome.Succeeded done -> {
                step.succeeded(done.outputs());
                closed(step, step.state(), now);
                over(step, MILLRACE, Map.of(), now);
            }
            case Outcome.Reused earlier -> {
                step.reused(earlier.outputs(), earlier.from());
                closed(step, step.state(), now);
                changes.changed(step, "step-reused", MILLRACE, Map.of("from", earlier.from()));
                over(step, MILLRACE, Map.of(), now);
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
                        ? step.definition()
                                .retry()
                                .pauseAfter(failure, step.tries(), bodies.chance(step))
                        : null;
        if (pause != null) {
            var again = now.plus(pause);
            step.failed(
                    failure,
                    StepState.RETRYING,
                    step.definition().retry().sentence(failure, step.tries(), pause),
                    again);
            changes.changed(step, "step-retrying", MILLRACE, Map.of("failure", failure));
            clocks.retrying(step);
            closed(step, StepState.FAILED, now);
            return;
        }
        step.failed(failure, StepState.FAILED, failure.message(), null);
        closed(step, step.state(), now);
        step.definition().flow().caught(failure).ifPresent(by -> step.caughtWith(by.outputs()));
        over(step, MILLRACE, Map.of("failure", failure, "caught", step.isCaught()), now);
    }

    /** The step ends without an outcome of its own. */
    void close(StepStatus step, StepState end, String why, String actor, Instant now) {
        boolean hadBegun = step.state() == StepState.RUNNING;
        step.become(end, why, null);
        if (hadBegun) {
            closed(step, step.state(), now);
        }
        over(step, actor, Map.of(), now);
    }

    private void closed(StepStatus step, StepState end, Instant now) {
        changes.closed()
                .add(
                        new Changes.Closed(
                                step.name(), step.attempt(), end, step.failure(), step.took(now)));
    }

    private void over(StepStatus step, String actor, Map<String, ?> data, Instant now) {
        step.ended(now);
        changes.changed(step, "step-" + step.state().name().toLowerCase(Locale.ROOT), actor, data);
        steps.closed(step);
        ended.add(step);
        if (MapMoves.isMap(step)) {
            maps.ended(step, now);
        }
    }

    /** Asks the attempt's work to stop; its outcome may still come until then. */
    void stop(StepStatus step, Instant until) {
        changes.effects().add(new Effect.Stop(step.name(), step.attempt()));
        step.hurry(until);
        changes.steps().add(step);
        clocks.stopping(step);
    }
}
