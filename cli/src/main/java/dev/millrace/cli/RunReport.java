package dev.millrace.cli;

import dev.millrace.contracts.orchestrator.Run;
import dev.millrace.contracts.orchestrator.RunState;
import dev.millrace.contracts.orchestrator.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended.
 *
 * @param metrics of the test part, by name, from the last training step; empty without one
 * @param outputs by step
 * @param seconds from its start to its end; null while it runs
 */
record RunReport(
        RunState state,
        Map<String, Object> metrics,
        Map<String, Map<String, Object>> outputs,
        @Nullable Double seconds,
        @Nullable String message,
        UUID run,
        String pipeline,
        int version) {

    static RunReport of(Run run) {
        var outputs = new LinkedHashMap<String, Map<String, Object>>();
        Map<String, Object> metrics = Map.of();
        for (var step : run.steps()) {
            if (step.outputs() != null) {
                outputs.put(step.name(), step.outputs());
                metrics = step.type().equals("train") ? metrics(step.outputs()) : metrics;
            }
        }
        return new RunReport(
                run.state(),
                metrics,
                outputs,
                seconds(run),
                reason(run),
                run.id(),
                run.pipeline(),
                run.version());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> metrics(Map<String, Object> outputs) {
        return outputs.get("metrics") instanceof Map<?, ?> metrics
                ? (Map<String, Object>) metrics
                : Map.of();
    }

    private static @Nullable Double seconds(Run run) {
        return run.endedAt() == null
                ? null
                : Duration.between(run.createdAt(), run.endedAt()).toMillis() / 1000.0;
    }

    private static @Nullable String reason(Run run) {
        return run.steps().stream()
                .filter(step -> step.failure() != null)
                .map(RunReport::describe)
                .findFirst()
                .orElse(run.message());
    }

    private static String describe(Step step) {
        var failure = step.failure();
        return failure == null
                ? step.message()
                : "Step %s: %s (%s)".formatted(step.name(), failure.message(), failure.code());
    }

    /** The value that a step of that type gave under that name. */
    @Nullable Object output(String name) {
        return outputs.values().stream()
                .filter(step -> step.containsKey(name))
                .map(step -> step.get(name))
                .reduce((first, last) -> last)
                .orElse(null);
    }

    boolean succeeded() {
        return state == RunState.SUCCEEDED;
    }

    String text() {
        var lines = new ArrayList<String>();
        lines.add("");
        lines.add(
                "Run %s of %s@%d: %s%s"
                        .formatted(
                                run,
                                pipeline,
                                version,
                                state,
                                seconds == null ? "" : " after %.1f s".formatted(seconds)));
        if (!succeeded() && message != null) {
            lines.add(message);
        }
        lines.addAll(metricsTable());
        outputs.forEach((step, values) -> lines.add("%-12s %s".formatted(step, scalars(values))));
        return String.join("\n", lines);
    }

    /** The network's metrics of the test part, beside those of simple models. */
    List<String> metricsTable() {
        if (metrics.isEmpty()) {
            return List.of();
        }
        var columns = new LinkedHashMap<String, Map<?, ?>>();
        columns.put("network", metrics);
        baselines().forEach((name, values) -> columns.put((String) name, (Map<?, ?>) values));
        var lines = new ArrayList<String>();
        lines.add("");
        lines.add(row("metric (test)", columns.keySet().stream()));
        lines.add(row("-------------", columns.keySet().stream().map(name -> "--------")));
        for (var metric : metrics.keySet()) {
            lines.add(
                    row(
                            metric,
                            columns.values().stream().map(values -> number(values.get(metric)))));
        }
        lines.add("");
        return lines;
    }

    private Map<?, ?> baselines() {
        return output("baselines") instanceof Map<?, ?> baselines ? baselines : Map.of();
    }

    private static String row(String first, Stream<String> others) {
        return "  %-15s".formatted(first)
                + others.map(" %-10s"::formatted).collect(Collectors.joining()).stripTrailing();
    }

    private static String number(@Nullable Object value) {
        return value instanceof Number number
                ? "%8.4f".formatted(number.doubleValue())
                : Objects.toString(value, "");
    }

    private static String scalars(Map<String, Object> values) {
        var shown = new LinkedHashMap<>(values);
        shown.values().removeIf(value -> value instanceof Map || value instanceof List);
        return shown.toString();
    }
}
