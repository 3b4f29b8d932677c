package dev.millrace.orchestrator.run;

import dev.millrace.contracts.failure.Failure;
import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.orchestrator.RunState;
import dev.millrace.contracts.orchestrator.StepState;
import dev.millrace.orchestrator.definition.Scope;
import dev.millrace.orchestrator.definition.StepDefinition;
import dev.millrace.orchestrator.remote.ServiceJobs;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a run that this instance owns moves on. Each method is one transaction: the state change, its
 * events and the work that it makes ready are committed together or not at all.
 */
@Component
class Transitions {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final StepRows steps;
    private final Settlement settlement;
    private final Gate gate;
    private final Instance instance;

    Transitions(
            JdbcClient jdbc,
            JsonMapper json,
            StepRows steps,
            Settlement settlement,
            Gate gate,
            Instance instance) {
        this.jdbc = jdbc;
        this.json = json;
        this.steps = steps;
        this.settlement = settlement;
        this.gate = gate;
        this.instance = instance;
    }

    /** What came of starting a step: an attempt whose job is to be started, or a change. */
    record Start(@Nullable Attempt attempt, Change change) {

        static final Start NOTHING = new Start(null, Change.NONE);
    }

    /** Starts a READY step. One that needs no service starts and ends in this transaction. */
    Start start(HeldRun run, String name) {
        return gate.transaction(() -> {
            var transaction = lock(run);
            if (transaction.state() != RunState.RUNNING) {
                return Start.NOTHING;
            }
            var step = run.plan().step(name);
            var service = ServiceJobs.service(step.type());
            return steps.start(run.id(), name, service, step.timeout())
                    .map(started ->
                            service == null
                                    ? inside(run, step, started, transaction)
                                    : outside(run, step, started, transaction))
                    .orElse(Start.NOTHING);
        });
    }

    private Start outside(
            HeldRun run,
            StepDefinition step,
            StepRows.Started started,
            RunTransaction transaction) {
        int number = started.attempt();
        try {
            var request = json.writeValueAsString(scope(run, step).resolve(step.body()));
            var attempt =
                    new Attempt(
                            step.name(),
                            number,
                            started.attemptBase(),
                            UUID.randomUUID(),
                            request,
                            null);
            steps.insertAttempt(run.id(), attempt);
            transaction.event(
                    step.name(), number, "step-started", "attempt %d started".formatted(number));
            transaction.finish(null);
            return new Start(attempt, Change.NONE);
        } catch (PlatformException e) {
            return inside(run, step, number, new Outcome.Failed(e.failure()), transaction);
        }
    }

    private Start inside(
            HeldRun run,
            StepDefinition step,
            StepRows.Started started,
            RunTransaction transaction) {
        Outcome outcome;
        try {
            outcome = LocalSteps.run(step, scope(run, step));
        } catch (PlatformException e) {
            outcome = new Outcome.Failed(e.failure());
        }
        return inside(run, step, started.attempt(), outcome, transaction);
    }

    private Start inside(
            HeldRun run,
            StepDefinition step,
            int number,
            Outcome outcome,
            RunTransaction transaction) {
        var end = end(outcome);
        var took = steps.end(run.id(), step.name(), number, end);
        steps.insertEndedAttempt(run.id(), step.name(), number, end.state(), end.failure());
        return new Start(
                null, settlement.ended(run, step, number, end, took.orElseThrow(), transaction));
    }

    private Scope scope(HeldRun run, StepDefinition step) {
        return new Scope(run.parameters(), steps.outputs(run.id(), step.references()));
    }

    /** Records the service's answer. */
    void job(HeldRun run, Attempt attempt, UUID job) {
        gate.transaction(() -> {
            lock(run);
            steps.job(run.id(), attempt, job);
            return job;
        });
    }

    /** Records how far a job is; false where the attempt has already ended. */
    boolean progress(HeldRun run, Attempt attempt, double progress, String message) {
        return gate.transaction(() -> {
            var transaction = lock(run);
            if (!steps.progress(run.id(), attempt, progress, message)) {
                return false;
            }
            transaction.event(
                    attempt.step(),
                    attempt.number(),
                    "step-progress",
                    message,
                    RunTransaction.MILLRACE,
                    Map.of("progress", progress));
            transaction.finish(null);
            return true;
        });
    }

    /** Records an attempt's one outcome; changes nothing where it is already recorded. */
    Change end(HeldRun run, Attempt attempt, Outcome outcome) {
        return gate.transaction(() -> {
            var transaction = lock(run);
            var step = run.plan().step(attempt.step());
            var end =
                    retry(step, attempt, outcome, transaction.state())
                            .orElseGet(() -> end(outcome));
            var took = steps.end(run.id(), attempt.step(), attempt.number(), end);
            if (took.isEmpty()) {
                return Change.NONE;
            }
            var attemptState = end.state() == StepState.RETRYING ? StepState.FAILED : end.state();
            steps.endAttempt(
                    run.id(), attempt.step(), attempt.number(), attemptState, end.failure());
            return settlement.ended(run, step, attempt.number(), end, took.get(), transaction);
        });
    }

    private static StepRows.End end(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Succeeded done ->
                    new StepRows.End(
                            StepState.SUCCEEDED, "succeeded", done.outputs(), null, Duration.ZERO);
            case Outcome.Failed failed ->
                    new StepRows.End(
                            StepState.FAILED,
                            failed.failure().message(),
                            null,
                            failed.failure(),
                            Duration.ZERO);
            case Outcome.Cancelled cancelled ->
                    new StepRows.End(
                            StepState.CANCELLED, cancelled.reason(), null, null, Duration.ZERO);
        };
    }

    /** What the policy makes of a failure; empty where it is final. */
    private static Optional<StepRows.End> retry(
            StepDefinition step, Attempt attempt, Outcome outcome, RunState state) {
        int failures = attempt.number() - attempt.base();
        if (!(outcome instanceof Outcome.Failed failed)
                || state != RunState.RUNNING
                || !failed.failure().code().retryable()
                || failures >= step.retry().attempts()) {
            return Optional.empty();
        }
        var pause = step.retry().pauseAfter(failures);
        return Optional.of(
                new StepRows.End(
                        StepState.RETRYING,
                        "attempt %d of %d failed, next one in %d ms: %s"
                                .formatted(
                                        failures,
                                        step.retry().attempts(),
                                        pause.toMillis(),
                                        failed.failure().message()),
                        null,
                        failed.failure(),
                        pause));
    }

    /** An outcome for what went wrong on our side of a service. */
    static Outcome failed(FailureCode code, String message) {
        return new Outcome.Failed(new Failure(code, message));
    }

    private RunTransaction lock(HeldRun run) {
        return RunTransaction.of(jdbc, json, run, instance.id());
    }
}
