package dev.millrace.orchestrator.definition;

import static dev.millrace.orchestrator.definition.DefinitionSchema.said;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The fields that mean the same in every step, in JSON Schema. */
final class CommonSchema {

    private CommonSchema() {}

    /** Without the type, which differs from step to step. */
    static Map<String, Object> fields() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("type", Map.of("enum", StepType.names()));
        fields.put(
                "needs",
                said(
                        "Steps that must have ended before, beside those referred to",
                        list(Map.of("type", DefinitionSchema.NAME))));
        fields.put(
                "trigger",
                said(
                        "When it starts, in terms of the steps that it needs",
                        Map.of(
                                "enum",
                                Arrays.stream(Rule.values()).map(Rule::toString).toList(),
                                "default",
                                Rule.ALL_SUCCEEDED.toString())));
        fields.put(
                "when",
                said(
                        "A condition such as ${parameters.rate} > 0.5; where it does not hold, the step is skipped",
                        Map.of("type", "string")));
        fields.put("catch", said("Failures that count as success", list(caught())));
        fields.put("retry", said("How often failures are tried again", mapping(retry())));
        fields.put("timeout", said("Of one attempt, at most 30d", ScalarShape.DURATION));
        fields.put(
                "compensate",
                said(
                        "What undoes it when the run fails; a step of its own",
                        DefinitionSchema.part("needs", "trigger", "when", "catch", "compensate")));
        limits(fields);
        return fields;
    }

    private static void limits(Map<String, Object> fields) {
        duration(fields, "queueTimeout", "How long its job may wait in its service's queue");
        duration(fields, "heartbeat", "How long its work may go without a sign of life");
        duration(fields, "lateAfter", "It is told to be late when it has taken so long");
        duration(fields, "reuse", "How old an equal step's result may be to stand for its own");
        fields.put("pool", said("Whose slot it holds while it runs", DefinitionSchema.name()));
        fields.put(
                "priority",
                said(
                        "Among the steps that wait for the pool; the highest comes first",
                        Map.of("type", "integer", "minimum", -1000, "maximum", 1000)));
    }

    private static void duration(Map<String, Object> fields, String name, String meaning) {
        fields.put(name, said(meaning, ScalarShape.DURATION));
    }

    private static Map<String, Object> caught() {
        var outputs =
                said("What later steps find in place of the step's own", Map.of("type", "object"));
        return mapping(Map.of("on", failures(), "outputs", outputs));
    }

    /** The fields of a retry policy. */
    static Map<String, Object> retry() {
        var usual = RetryPolicy.DEFAULT;
        var fields = new LinkedHashMap<String, Object>();
        fields.put(
                "attempts",
                Map.of(
                        "type",
                        "integer",
                        "minimum",
                        1,
                        "maximum",
                        100,
                        "default",
                        usual.attempts()));
        fields.put("backoff", said("The pause after the first failure", ScalarShape.DURATION));
        fields.put(
                "factor",
                Map.of("type", "number", "minimum", 1, "maximum", 100, "default", usual.factor()));
        fields.put(
                "maxBackoff",
                said(
                        "The longest pause; 1m, or backoff where that is longer",
                        ScalarShape.DURATION));
        fields.put("on", failures());
        fields.put(
                "jitter",
                said(
                        "The share of every pause that chance decides",
                        Map.of("type", "number", "minimum", 0, "maximum", 1, "default", 0)));
        return fields;
    }

    private static Map<String, Object> failures() {
        return said(
                "Categories or codes of failures",
                list(Map.of("enum", List.copyOf(FailureNames.known()))));
    }

    private static Map<String, Object> mapping(Map<String, Object> properties) {
        return Map.of("type", "object", "properties", properties, "additionalProperties", false);
    }

    private static Map<String, Object> list(Map<String, Object> items) {
        return Map.of("type", "array", "items", items);
    }
}
