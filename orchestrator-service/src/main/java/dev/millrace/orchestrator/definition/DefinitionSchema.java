package dev.millrace.orchestrator.definition;

import dev.millrace.contracts.Names;
import dev.millrace.contracts.orchestrator.ParameterType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The JSON Schema of definitions, made from what reads them. Draft 7, which editors know best. It
 * says what one value may be; how values fit together is checked when a definition is posted.
 */
public final class DefinitionSchema {

    private static final Map<String, Object> TEXT = Map.of("type", "string");

    /** Some names are numbers, or true, in YAML. */
    static final List<String> NAME = List.of("string", "integer", "boolean");

    private final ShapeSchema shapes = new ShapeSchema();

    private DefinitionSchema() {}

    public static Map<String, Object> create() {
        return new DefinitionSchema().root();
    }

    private Map<String, Object> root() {
        var steps = new LinkedHashMap<String, Map<String, Object>>();
        for (var type : StepType.values()) {
            steps.put(type.toString(), step(type));
        }
        var definitions = shapes.definitions();
        definitions.put("step", step(steps));
        definitions.put("fragment", fragment());
        definitions.put("parameter", parameter());
        definitions.put(
                "reference",
                said(
                        "A reference: ${parameters.NAME}, ${steps.STEP.OUTPUT}, ${run.id} and the like",
                        Map.of("type", "string", "pattern", "^\\$\\{[^}]*\\}$")));
        definitions.put(
                "template",
                said(
                        "A text with references in it",
                        Map.of("type", "string", "pattern", "\\$\\{")));
        var schema = new LinkedHashMap<String, Object>();
        schema.put("$schema", "http://json-schema.org/draft-07/schema#");
        schema.put("title", "Millrace pipeline");
        schema.put("type", "object");
        schema.put("required", List.of("pipeline", "steps"));
        schema.put("additionalProperties", false);
        schema.put("properties", fields());
        schema.put("definitions", definitions);
        return schema;
    }

    private static Map<String, Object> fields() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("pipeline", said("The pipeline's name", name()));
        fields.put(
                "parameters",
                said(
                        "What a run may give: name: default, or a mapping with a type",
                        Map.of(
                                "type",
                                List.of("object", "null"),
                                "propertyNames",
                                Map.of("pattern", "^%s$".formatted(ParameterReader.NAME)),
                                "additionalProperties",
                                ShapeSchema.ref("parameter"))));
        fields.put("fragments", said("Parts of steps that others extend", fragments()));
        fields.put("steps", said("The steps by name", steps(1)));
        fields.put("finally", said("Steps that start when all others have ended", steps(0)));
        fields.put("outputs", said("What a run gives to whoever started it", outputs()));
        fields.put("timeout", said("How long a run may take", ScalarShape.DURATION));
        fields.put("lateAfter", said("A run is told to be late after it", ScalarShape.DURATION));
        return fields;
    }

    private static Map<String, Object> steps(int least) {
        return Map.of(
                "type",
                "object",
                "minProperties",
                least,
                "propertyNames",
                name(),
                "additionalProperties",
                ShapeSchema.ref("step"));
    }

    /** A step that extends a fragment is complete only together with it. */
    private static Map<String, Object> step(Map<String, Map<String, Object>> types) {
        var whole = ShapeSchema.byType(types);
        var step = new LinkedHashMap<String, Object>();
        step.put("type", "object");
        step.put("properties", Map.of("type", Map.of("enum", StepType.names())));
        step.put("if", Map.of("required", List.of(Fragments.EXTENDS)));
        step.put("then", ShapeSchema.ref("fragment"));
        step.put("else", whole);
        return step;
    }

    private static Map<String, Object> fragment() {
        var fields = CommonSchema.fields();
        fields.put("compensate", Map.of("type", "object"));
        fields.put(Fragments.EXTENDS, said("The fragment that it extends", name()));
        return Map.of("type", "object", "properties", fields);
    }

    private static Map<String, Object> fragments() {
        return Map.of(
                "type",
                List.of("object", "null"),
                "propertyNames",
                name(),
                "additionalProperties",
                ShapeSchema.ref("fragment"));
    }

    private static Map<String, Object> outputs() {
        return Map.of(
                "type",
                List.of("object", "null"),
                "propertyNames",
                Map.of("pattern", "^%s$".formatted(ParameterReader.NAME)));
    }

    /** A step within a step, where some fields mean nothing. */
    static Map<String, Object> part(String... without) {
        var properties = new TreeMap<String, Object>();
        for (var field : without) {
            properties.put(field, false);
        }
        return Map.of("allOf", List.of(ShapeSchema.ref("step"), Map.of("properties", properties)));
    }

    static Map<String, Object> name() {
        return Map.of("type", NAME, "pattern", "^%s$".formatted(Names.PATTERN));
    }

    private Map<String, Object> step(StepType type) {
        var common = CommonSchema.fields();
        common.put("type", Map.of("const", type.toString()));
        if (type == StepType.MAP) {
            common.put(
                    "each",
                    said(
                            "What is done with every item, ${item}; ${index} is its place",
                            part("needs", "trigger", "when", "compensate")));
        }
        var step = shapes.record(StepBody.of(type), common);
        return type.outputs().isEmpty()
                ? step
                : said("Outputs: " + String.join(", ", type.outputs()), step);
    }

    /** The short form is any value but a mapping with a type, which is the long form. */
    private static Map<String, Object> parameter() {
        return Map.of(
                "if",
                Map.of("type", "object", "required", List.of("type")),
                "then",
                Map.of(
                        "properties",
                        rule(),
                        "required",
                        List.of("type"),
                        "additionalProperties",
                        false));
    }

    private static Map<String, Object> rule() {
        var types = Arrays.stream(ParameterType.values()).map(ParameterType::toString).toList();
        var rule = new LinkedHashMap<String, Object>();
        rule.put("type", Map.of("enum", types));
        rule.put("default", said("Where there is none, a run must give a value", Map.of()));
        rule.put("minimum", said("Of a number, date, instant or duration", bound()));
        rule.put("maximum", said("Of a number, date, instant or duration", bound()));
        rule.put("enum", Map.of("type", "array", "minItems", 1));
        rule.put("pattern", said("Of a string, which it must match as a whole", TEXT));
        rule.put("description", TEXT);
        return rule;
    }

    private static Map<String, Object> bound() {
        return Map.of("type", List.of("number", "string", "null"));
    }

    static Map<String, Object> said(String description, Map<String, Object> schema) {
        var said = new LinkedHashMap<String, Object>();
        said.put("description", description);
        said.putAll(schema);
        return said;
    }
}
