package dev.millrace.orchestrator.run;

import dev.millrace.orchestrator.definition.StepType;
import dev.millrace.orchestrator.machine.Changes;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Counts and times of runs and steps; documented in docs/guide/metrics.md. */
@Component
class RunMetrics {

    private final MeterRegistry registry;
    private final Executions executions;

    RunMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.executions = new Executions(registry);
        StepType.reusable().forEach(this::reused);
    }

    private Counter reused(StepType type) {
        return registry.counter("millrace.steps.reused", "type", type.toString());
    }

    void running(Map<?, ?> runs) {
        registry.gaugeMapSize("millrace.runs.running", java.util.List.of(), runs);
    }

    void count(HeldRun run, Changes changes) {
        executions.count(run.machine(), changes);
        for (var step : changes.steps()) {
            if (step.state().isTerminal()) {
                registry.counter(
                                "millrace.steps",
                                "type",
                                step.definition().type().toString(),
                                "outcome",
                                lower(step.state()))
                        .increment();
            }
            if (step.state().isTerminal() && step.reusedFrom() != null) {
                reused(step.definition().type()).increment();
            }
        }
        for (var closed : changes.closed()) {
            var step = run.machine().steps().get(closed.step());
            if (step.reusedFrom() == null) {
                var type = step.definition().type().toString();
                registry.timer("millrace.step.seconds", "type", type).record(closed.took());
            }
        }
        if (run.machine().state().isTerminal()) {
            registry.counter("millrace.runs", "outcome", lower(run.machine().state())).increment();
            registry.timer("millrace.run.seconds").record(run.machine().took());
        }
    }

    private static String lower(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
