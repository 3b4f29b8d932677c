package dev.millrace.orchestrator.machine;

import static dev.millrace.orchestrator.machine.Changes.MILLRACE;

import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.orchestrator.RunState;
import dev.millrace.orchestrator.definition.Definition;
import dev.millrace.orchestrator.definition.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How a run comes from its first step to its end: phase after phase, within its time. */
final class Course {

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
    private boolean late;
    private boolean timedOut;
    private boolean lastOnesJudged;

    Course(
            Definition definition,
            StepStatuses steps,
            Bodies bodies,
            StepMoves moves,
            Interventions interventions) {
        this.definition = definition;
        this.steps = steps;
        this.bodies = bodies;
        this.moves = moves;
        this.interventions = interventions;
    }

    @Nullable String message() {
        return message;
    }

    @Nullable Map<String, @Nullable Object> outputs() {
        return outputs;
    }

    @Nullable Instant startedAt() {
        return startedAt;
    }

    Duration took() {
        return took;
    }

    boolean isLate() {
        return late;
    }

    boolean hasTimedOut() {
        return timedOut;
    }

    void restored(@Nullable String saidSoFar, @Nullable Instant since, boolean wasLate) {
        message = saidSoFar;
        startedAt = since;
        late = wasLate;
    }

    /** The run starts, or starts over. */
    void starts(Instant now) {
        message = null;
        outputs = null;
        startedAt = now;
        late = false;
        timedOut = false;
        lastOnesJudged = false;
        limit();
    }

    /** Sets what is due when, of the run as a whole. */
    void limit() {
        var since = startedAt;
        if (since == null) {
            return;
        }
        var lateAfter = definition.lateAfter();
        if (lateAfter != null && !late) {
            at(since, lateAfter, now -> late(lateAfter));
        }
        var timeout = definition.timeout();
        if (timeout != null) {
            at(since, timeout, now -> timedOut(timeout, now));
        }
    }

    private void at(Instant since, Duration after, Consumer<Instant> action) {
        moves.timers()
                .add(
                        since.plus(after),
                        () -> since.equals(startedAt) && !moves.run().isTerminal(),
                        action);
    }

    private void late(Duration after) {
        late = true;
        moves.changes()
                .run(
                        "run-late",
                        "has not ended within " + DurationText.of(after),
                        MILLRACE,
                        Map.of());
    }

    private void timedOut(Duration timeout, Instant now) {
        if (moves.run() != RunState.CANCELLING) {
            message = "took longer than the run's timeout of " + DurationText.of(timeout);
            interventions.cancel(MILLRACE, message, GRACE, now);
        }
    }

    /** Draws every conclusion from the steps that have ended. */
    void settle(Instant now) {
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
        if (steps.allEnded() && !moves.run().isTerminal()) {
            finish(now);
        }
    }

    /** Whether anything has moved because what comes before it has ended. */
    private boolean nextPhase(Instant now) {
        var phase = steps.phase();
        if (phase == Phase.MAIN) {
            return false;
        }
        bodies.fact("state", steps.verdict(moves.run()).state().name());
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
                        "run-" + verdict.state().name().toLowerCase(Locale.ROOT),
                        message == null ? "every step succeeded" : message,
                        MILLRACE,
                        Map.of());
    }

    private StepStatuses.Verdict verdict() {
        if (moves.run() == RunState.CANCELLING && message != null) {
            timedOut = true;
            return new StepStatuses.Verdict(RunState.FAILED, message);
        }
        var verdict = steps.verdict(moves.run());
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
