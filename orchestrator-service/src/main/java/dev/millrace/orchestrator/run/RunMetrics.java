package dev.millrace.orchestrator.run;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Counts and times of runs and steps; documented in docs/guide/pipelines.md. */
@Component
class RunMetrics {

    private final MeterRegistry registry;

    RunMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void running(Map<?, ?> runs) {
        registry.gaugeMapSize("millrace.runs.running", java.util.List.of(), runs);
    }

    void count(Plan plan, Change change) {
        for (var step : change.ended()) {
            var type = plan.step(step.step()).type().toString();
            registry.counter("millrace.steps", "type", type, "outcome", lower(step.state()))
                    .increment();
            if (step.took() != null) {
                registry.timer("millrace.step.seconds", "type", type).record(step.took());
            }
        }
        var run = change.runEnded();
        if (run != null) {
            registry.counter("millrace.runs", "outcome", lower(run.state())).increment();
            registry.timer("millrace.run.seconds").record(run.took());
        }
    }

    private static String lower(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
