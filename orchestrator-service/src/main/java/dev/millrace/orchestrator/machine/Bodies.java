package dev.millrace.orchestrator.machine;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.orchestrator.definition.Condition;
import dev.millrace.orchestrator.definition.Scope;
import dev.millrace.orchestrator.definition.SecretText;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What steps say, with the values that their references stand for in this run. */
final class Bodies {

    private final StepStatuses steps;
    private final Map<String, @Nullable Object> parameters;

    Bodies(StepStatuses steps, Map<String, @Nullable Object> parameters) {
        this.steps = steps;
        this.parameters = parameters;
    }

    /** Why the step's {@code when} does not hold; null if it does, or has none. */
    @Nullable String unmetCondition(StepStatus step) {
        var when = step.definition().flow().when();
        return when == null ? null : Condition.stored(when).evaluate(scope(step)).unmet();
    }

    /** Of a task, it is sealed: its secrets are filled in where they are used. */
    @SuppressWarnings("unchecked")
    Map<String, @Nullable Object> resolved(StepStatus step) {
        var body = step.definition().body();
        return (Map<String, @Nullable Object>)
                Objects.requireNonNull(
                        step.definition().type().isTask()
                                ? SecretText.sealed(body, scope(step))
                                : scope(step).resolve(body));
    }

    /** What the step comes to if it only draws a conclusion; null if it is work. */
    @Nullable Outcome decision(StepStatus step) {
        return switch (step.definition().type()) {
            case COMPARE -> new Outcome.Succeeded(Comparison.of(resolved(step)).outputs());
            case CONDITION -> condition(step);
            default -> null;
        };
    }

    private Outcome condition(StepStatus step) {
        var require = String.valueOf(step.definition().body().get("require"));
        var verdict = Condition.stored(require).evaluate(scope(step));
        if (verdict.unmet() != null) {
            throw new PlatformException(
                    FailureCode.GATE_CLOSED, "the gate is closed: " + verdict.unmet());
        }
        return new Outcome.Succeeded(Map.of("met", true, "values", verdict.values()));
    }

    private Scope scope(StepStatus step) {
        var outputs = new HashMap<String, Map<String, Object>>();
        for (var reference : step.definition().references()) {
            var referred = Objects.requireNonNull(steps.find(reference)).outputs();
            if (referred != null) {
                outputs.put(reference, referred);
            }
        }
        return new Scope(parameters, outputs);
    }
}
