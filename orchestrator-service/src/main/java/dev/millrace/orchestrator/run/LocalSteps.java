package dev.millrace.orchestrator.run;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.orchestrator.definition.Condition;
import dev.millrace.orchestrator.definition.Scope;
import dev.millrace.orchestrator.definition.StepDefinition;
import java.util.Map;
import java.util.Objects;

/** Steps that need no service. */
final class LocalSteps {

    private LocalSteps() {}

    static Outcome run(StepDefinition step, Scope scope) {
        return switch (step.type()) {
            case NOOP -> new Outcome.Succeeded(Map.of());
            case COMPARE -> new Outcome.Succeeded(Comparison.of(resolved(step, scope)).outputs());
            case CONDITION -> condition(String.valueOf(step.body().get("require")), scope);
            case INGEST, PROFILE, PREPARE, TRAIN, CROSS_VALIDATE, TUNE, AUTOML, DEPLOY ->
                    throw new IllegalArgumentException(step.type() + " is a service's affair");
        };
    }

    private static Map<?, ?> resolved(StepDefinition step, Scope scope) {
        return (Map<?, ?>) Objects.requireNonNull(scope.resolve(step.body()));
    }

    private static Outcome condition(String require, Scope scope) {
        var verdict = Condition.stored(require).evaluate(scope);
        if (verdict.unmet() != null) {
            return Transitions.failed(
                    FailureCode.GATE_CLOSED, "the gate is closed: " + verdict.unmet());
        }
        return new Outcome.Succeeded(Map.of("met", true, "values", verdict.values()));
    }
}
