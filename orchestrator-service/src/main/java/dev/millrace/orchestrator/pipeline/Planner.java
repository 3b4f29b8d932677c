package dev.millrace.orchestrator.pipeline;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.orchestrator.PlanRequest;
import dev.millrace.contracts.orchestrator.RunPlan;
import dev.millrace.orchestrator.definition.Definition;
import dev.millrace.orchestrator.definition.Definitions;
import dev.millrace.orchestrator.definition.ParameterValues;
import dev.millrace.orchestrator.definition.Preview;
import dev.millrace.orchestrator.reuse.Forecasts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells what a run would do, without starting one. */
@Component
public class Planner {

    private final Definitions definitions;
    private final Pipelines pipelines;
    private final Forecasts forecasts;

    Planner(Definitions definitions, Pipelines pipelines, Forecasts forecasts) {
        this.definitions = definitions;
        this.pipelines = pipelines;
        this.forecasts = forecasts;
    }

    public RunPlan plan(PlanRequest request) {
        var text = request.definition();
        var pipeline = request.pipeline();
        if (pipeline != null && text == null) {
            return posted(pipeline, request.version(), request.parameters());
        }
        if (text != null && pipeline == null && request.version() == null) {
            var mistakes = pipelines.check(text);
            return mistakes.isEmpty()
                    ? plan(definitions.parse(text), text, null, request.parameters())
                    : new RunPlan(null, null, mistakes, Map.of(), List.of());
        }
        throw new PlatformException(
                FailureCode.INVALID_REQUEST,
                "give either 'definition', or 'pipeline' and perhaps its 'version'");
    }

    private RunPlan posted(
            String pipeline,
            @Nullable Integer version,
            @Nullable Map<String, @Nullable Object> given) {
        int number = pipelines.number(pipeline, version == null ? "latest" : version.toString());
        return plan(
                pipelines.definition(pipeline, number),
                pipelines.version(pipeline, number).definition(),
                number,
                given);
    }

    private RunPlan plan(
            Definition definition,
            String text,
            @Nullable Integer version,
            @Nullable Map<String, @Nullable Object> given) {
        var parameters = ParameterValues.of(definition, given);
        var mistakes = new ArrayList<>(parameters.mistakes());
        var preview = new Preview(parameters.values());
        var planned = new PlannedSteps(preview, forecasts.of(preview), mistakes);
        var steps =
                definition.steps().stream()
                        .sorted(Comparator.comparing(step -> step.flow().last()))
                        .filter(step -> step.undoes() == null)
                        .map(planned::step)
                        .toList();
        // What an earlier version accepted still runs, whatever would be said of its text today.
        if (version == null || definitions.check(text).isEmpty()) {
            mistakes.addAll(definitions.check(text, parameters.values()));
        }
        return new RunPlan(definition.pipeline(), version, mistakes, parameters.values(), steps);
    }
}
