package dev.millrace.orchestrator.pipeline;

import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.orchestrator.RunPlan.Foresight;
import dev.millrace.contracts.orchestrator.RunPlan.PlannedStep;
import dev.millrace.orchestrator.definition.Preview;
import dev.millrace.orchestrator.definition.StepDefinition;
import dev.millrace.orchestrator.definition.StepType;
import dev.millrace.orchestrator.reuse.Forecasts.Forecast;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says of one step after the other what it would do, each after those that it needs. */
final class PlannedSteps {

    private final Preview preview;
    private final Forecast forecast;
    private final List<Mistake> mistakes;
    private final Set<String> skipped = new HashSet<>();

    PlannedSteps(Preview preview, Forecast forecast, List<Mistake> mistakes) {
        this.preview = preview;
        this.forecast = forecast;
        this.mistakes = mistakes;
    }

    PlannedStep step(StepDefinition step) {
        var flow = step.flow();
        var when = flow.when() == null ? null : when(step, flow.when());
        var reason = reason(step, when);
        if (reason != null) {
            skipped.add(step.name());
        } else if (step.type() == StepType.CHOICE) {
            follow(step);
        }
        var body = preview.body(step);
        boolean runs = reason == null && when != Foresight.LATER;
        return new PlannedStep(
                step.name(),
                step.type().toString(),
                step.needs(),
                flow.rule().toString(),
                when,
                flow.last(),
                body,
                reason,
                runs ? forecast.of(step) : null);
    }

    private @Nullable String reason(StepDefinition step, @Nullable Foresight when) {
        var lost = step.needs().stream().filter(skipped::contains).toList();
        if (step.flow().rule().isLost(step.needs().size(), lost.size())) {
            return "it needs '%s', which is skipped".formatted(lost.getFirst());
        }
        return when == Foresight.FALSE ? "its condition does not hold" : null;
    }

    private Foresight when(StepDefinition step, String when) {
        try {
            var holds = preview.holds(when);
            if (holds == null) {
                return Foresight.LATER;
            }
            return holds ? Foresight.TRUE : Foresight.FALSE;
        } catch (PlatformException e) {
            wrong(step, "when", e);
            return Foresight.LATER;
        }
    }

    private void follow(StepDefinition choice) {
        try {
            preview.follow(choice);
        } catch (PlatformException e) {
            wrong(choice, "cases", e);
        }
    }

    private void wrong(StepDefinition step, String field, PlatformException e) {
        var part = step.flow().last() ? "finally" : "steps";
        mistakes.add(
                Mistake.in("%s.%s.%s".formatted(part, step.name(), field), e.failure().message()));
    }
}
