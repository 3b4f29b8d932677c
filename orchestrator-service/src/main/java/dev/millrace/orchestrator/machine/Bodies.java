package dev.millrace.orchestrator.machine;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.orchestrator.definition.Condition;
import dev.millrace.orchestrator.definition.Scope;
import dev.millrace.orchestrator.definition.SecretText;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** What steps say, with the values that their references stand for in this run. */
final class Bodies {

    private final StepStatuses steps;
    private final Map<String, Object> facts;
    private Map<String, @Nullable Object> parameters;

    Bodies(
            StepStatuses steps,
            Map<String, @Nullable Object> parameters,
            Map<String, Object> facts) {
        this.steps = steps;
        this.parameters = parameters;
        this.facts = new HashMap<>(facts);
    }

    Map<String, @Nullable Object> parameters() {
        return parameters;
    }

    void parameters(Map<String, @Nullable Object> changed) {
        parameters = changed;
    }

    void fact(String name, Object value) {
        facts.put(name, value);
    }

    /** A number from 0 to 1: another one for every attempt, and the same whenever it is asked. */
    double chance(StepStatus step) {
        var seed = Objects.hash(facts.get("id"), step.name(), step.attempt());
        return new SplittableRandom(seed).nextDouble();
    }

    /** Why the step's {@code when} does not hold; null if it does, or has none. */
    @Nullable String unmetCondition(StepStatus step) {
        var when = step.definition().flow().when();
        return when == null ? null : Condition.stored(when).evaluate(scope(step)).unmet();
    }

    /** Of a task, it is sealed: its secrets are filled in where they are used. */
    Map<String, @Nullable Object> resolved(StepStatus step) {
        var body = step.definition().body();
        return step.definition().type().isTask()
                ? mapping(SecretText.sealed(body, scope(step)))
                : mapping(scope(step).resolve(body));
    }

    /** What is made of texts that refer to any step. */
    Map<String, @Nullable Object> resolved(Map<String, @Nullable Object> body) {
        return mapping(
                scope(steps.all().stream().map(StepStatus::name).toList(), null).resolve(body));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> mapping(@Nullable Object resolved) {
        return (Map<String, @Nullable Object>) Objects.requireNonNull(resolved);
    }

    /** What the step comes to if it only draws a conclusion; null if it is work. */
    @Nullable Outcome decision(StepStatus step) {
        return switch (step.definition().type()) {
            case COMPARE -> new Outcome.Succeeded(Comparison.of(resolved(step)).outputs());
            case CONDITION -> condition(step);
            case CHOICE -> choice(step);
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

    /** The first case that holds; an empty text where none does and nothing else is named. */
    private Outcome choice(StepStatus step) {
        var scope = scope(step);
        var body = step.definition().body();
        for (var each : (List<?>) Objects.requireNonNull(body.get("cases"))) {
            var one = (Map<?, ?>) each;
            var when = String.valueOf(one.get("when"));
            if (Condition.stored(when).evaluate(scope).unmet() == null) {
                return new Outcome.Succeeded(Map.of("chosen", String.valueOf(one.get("then"))));
            }
        }
        var otherwise = body.get("otherwise");
        return new Outcome.Succeeded(
                Map.of("chosen", otherwise == null ? "" : otherwise.toString()));
    }

    private Scope scope(StepStatus step) {
        return scope(step.definition().references(), step.item());
    }

    private Scope scope(Collection<String> references, Scope.@Nullable MapItem item) {
        var outputs = new HashMap<String, Map<String, Object>>();
        for (var reference : references) {
            var referred = steps.get(reference).outputs();
            if (referred != null) {
                outputs.put(reference, referred);
            }
        }
        return new Scope(parameters, outputs, facts, item);
    }
}
