package dev.millrace.orchestrator.definition;

import dev.millrace.contracts.orchestrator.ParameterRule;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was read, as it would be written; a field that says nothing is left out. */
final class Fields {

    private Fields() {}

    static Map<String, @Nullable Object> of(@Nullable Object usual, @Nullable ParameterRule rule) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        put(fields, "default", usual);
        if (rule != null) {
            fields.put("type", rule.type().toString());
            put(fields, "minimum", rule.minimum());
            put(fields, "maximum", rule.maximum());
            put(fields, "enum", rule.choices());
            put(fields, "pattern", rule.pattern());
            put(fields, "description", rule.description());
        }
        return fields;
    }

    static Map<String, @Nullable Object> of(StepDefinition step) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        var flow = step.flow();
        fields.put("type", step.type().toString());
        put(fields, "needs", step.needs().stream().sorted().toList());
        fields.put("trigger", flow.rule().toString());
        put(fields, "when", flow.when());
        put(fields, "catch", flow.catches().stream().map(Fields::of).toList());
        fields.put("retry", of(step.retry()));
        fields.put("timeout", DurationText.of(step.timeout()));
        put(fields, "finally", flow.last() ? true : null);
        limits(step.limits(), fields);
        fields.putAll(step.body());
        put(fields, "each", step.each() == null ? null : of(step.each()));
        put(fields, "undoes", step.undoes());
        return fields;
    }

    private static void limits(Limits limits, Map<String, @Nullable Object> fields) {
        put(fields, "queueTimeout", text(limits.queue()));
        put(fields, "heartbeat", text(limits.heartbeat()));
        put(fields, "lateAfter", text(limits.lateAfter()));
        put(fields, "pool", limits.pool());
        put(fields, "priority", limits.pool() == null ? null : limits.priority());
        put(fields, "reuse", text(limits.reuse()));
    }

    static @Nullable String text(@Nullable Duration duration) {
        return duration == null ? null : DurationText.of(duration);
    }

    private static Map<String, Object> of(Flow.Catch caught) {
        return Map.of("on", caught.on(), "outputs", caught.outputs());
    }

    private static Map<String, @Nullable Object> of(RetryPolicy retry) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put("attempts", retry.attempts());
        fields.put("backoff", DurationText.of(retry.backoff()));
        fields.put("factor", retry.factor());
        fields.put("maxBackoff", DurationText.of(retry.maxBackoff()));
        put(fields, "on", retry.on());
        put(fields, "jitter", retry.jitter());
        return fields;
    }

    private static void put(
            Map<String, @Nullable Object> fields, String name, @Nullable Object value) {
        if (value != null && !List.of().equals(value)) {
            fields.put(name, value);
        }
    }
}
