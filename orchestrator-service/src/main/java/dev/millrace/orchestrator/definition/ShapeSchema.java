package dev.millrace.orchestrator.definition;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.reflect.AnnotatedType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Says in JSON Schema what {@link ShapeCheck} checks: the fields of records, their types and
 * constraints. Each record and each choice of records becomes one definition, named by its class.
 */
final class ShapeSchema {

    /** The definition that stands for a reference. */
    static final Map<String, Object> REFERENCE = ref("reference");

    /** The definition of a text with a reference in it. */
    static final Map<String, Object> TEMPLATE = ref("template");

    private static final List<String> REQUIRED_APART = List.of("type", "each");

    private final Map<String, Object> definitions = new TreeMap<>();

    /** By name, for everything that was asked for so far. */
    Map<String, Object> definitions() {
        return definitions;
    }

    static Map<String, Object> ref(String name) {
        return Map.of("$ref", "#/definitions/" + name);
    }

    /** A mapping with the record's fields, and some that are said apart. */
    Map<String, Object> record(Class<?> record, Map<String, Object> apart) {
        var properties = new LinkedHashMap<>(apart);
        var required = new ArrayList<String>();
        REQUIRED_APART.stream().filter(apart::containsKey).forEach(required::add);
        Shape.components(record)
                .forEach((name, component) -> {
                    boolean optional = component.type().isAnnotationPresent(Nullable.class);
                    properties.put(name, field(record, component, optional));
                    if (!optional) {
                        required.add(name);
                    }
                });
        var schema = new LinkedHashMap<String, Object>();
        schema.put("type", "object");
        var said = record.getAnnotation(Schema.class);
        if (said != null && !said.description().isEmpty()) {
            schema.put("description", said.description());
        }
        schema.put("properties", properties);
        schema.put("required", required);
        schema.put("additionalProperties", false);
        return schema;
    }

    private Map<String, Object> field(
            Class<?> record, Shape.Component component, boolean optional) {
        var type = component.type();
        var schema = new LinkedHashMap<>(plain(type));
        schema.putAll(Constraints.of(record, component.name()));
        var choices = new ArrayList<Object>(List.of(schema));
        if (!isAnyText(schema)) {
            // A text may hold references among other things, and is checked once they are known.
            choices.add(Shape.raw(type) == String.class ? TEMPLATE : REFERENCE);
        }
        if (optional) {
            choices.add(Map.of("type", "null"));
        }
        return anyOf(choices);
    }

    private Map<String, Object> valueOrReference(AnnotatedType type) {
        var schema = plain(type);
        return isAnyText(schema) ? schema : anyOf(List.of(schema, REFERENCE));
    }

    /** Whether a reference is allowed already, being a text. */
    private static boolean isAnyText(Map<String, Object> schema) {
        return schema.isEmpty() || schema.equals(Map.of("type", "string"));
    }

    private static Map<String, Object> anyOf(List<?> choices) {
        var only = choices.getFirst();
        return choices.size() == 1 && only instanceof Map<?, ?> map
                ? copy(map)
                : Map.of("anyOf", choices);
    }

    private static Map<String, Object> copy(Map<?, ?> map) {
        var copy = new LinkedHashMap<String, Object>();
        map.forEach((name, value) -> copy.put(name.toString(), value));
        return copy;
    }

    private Map<String, Object> plain(AnnotatedType type) {
        var raw = Shape.raw(type);
        if (raw == List.class) {
            return Map.of("type", "array", "items", valueOrReference(Shape.argument(type, 0)));
        }
        if (raw == Map.class) {
            return Map.of(
                    "type",
                    "object",
                    "additionalProperties",
                    valueOrReference(Shape.argument(type, 1)));
        }
        return raw.isRecord() || raw.isAnnotationPresent(JsonTypeInfo.class)
                ? defined(raw)
                : ScalarShape.schema(raw);
    }

    private Map<String, Object> defined(Class<?> type) {
        var name = type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
        if (!definitions.containsKey(name)) {
            definitions.put(name, Map.of()); // a record may hold others of its own kind
            definitions.put(name, type.isRecord() ? record(type, Map.of()) : choice(type));
        }
        return ref(name);
    }

    /** One of several records, told apart by their type. */
    private Map<String, Object> choice(Class<?> sealed) {
        var records = new LinkedHashMap<String, Map<String, Object>>();
        Shape.variants(sealed)
                .forEach((type, variant) ->
                        records.put(type, record(variant, Map.of("type", Map.of("const", type)))));
        return byType(records);
    }

    /** A mapping whose type says which of the schemas it must fit. */
    static Map<String, Object> byType(Map<String, Map<String, Object>> schemas) {
        var cases = new ArrayList<Object>();
        schemas.forEach((type, schema) -> {
            var is =
                    Map.of(
                            "properties",
                            Map.of("type", Map.of("const", type)),
                            "required",
                            List.of("type"));
            cases.add(Map.of("if", is, "then", schema));
        });
        var schema = new LinkedHashMap<String, Object>();
        schema.put("type", "object");
        schema.put("properties", Map.of("type", Map.of("enum", List.copyOf(schemas.keySet()))));
        schema.put("required", List.of("type"));
        schema.put("allOf", cases);
        return schema;
    }
}
