package dev.millrace.orchestrator.definition;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import jakarta.validation.Validator;
import java.lang.reflect.AnnotatedType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds a part of a definition against the record that a service will read it as: unknown and
 * missing fields, types, and the constraints on the record's components. A reference may stand for
 * any value, since what it stands for is known in the run only.
 */
final class ShapeCheck {

    private final JsonMapper json;
    private final Validator validator;
    private final Mistakes mistakes;

    ShapeCheck(JsonMapper json, Validator validator, Mistakes mistakes) {
        this.json = json;
        this.validator = validator;
        this.mistakes = mistakes;
    }

    /** Checks the fields of a mapping; {@code apart} are fields that somebody else checks. */
    void fields(Node.Mapping node, Place place, String path, Class<?> record, Set<String> apart) {
        var components = Shape.components(record);
        var known = new TreeSet<>(apart);
        known.addAll(components.keySet());
        node.entries()
                .forEach((name, entry) -> {
                    if (!known.contains(name)) {
                        mistakes.add(
                                entry.key(),
                                path + "." + name,
                                "unknown field '%s'%s"
                                        .formatted(
                                                Text.shortened(name),
                                                Text.suggestion(name, known)));
                    }
                });
        components.forEach(
                (name, component) -> field(node.get(name), place, path, name, component, record));
    }

    private void field(
            @Nullable Node node,
            Place place,
            String path,
            String name,
            Shape.Component component,
            Class<?> record) {
        var field = path + "." + name;
        var type = component.type();
        if (node == null || node instanceof Node.Scalar scalar && scalar.value() == null) {
            if (!type.isAnnotationPresent(Nullable.class)) {
                mistakes.add(
                        node == null ? place : node.place(),
                        field,
                        "'%s' is required: %s"
                                .formatted(name, ScalarShape.expected(Shape.raw(type))));
            }
            return;
        }
        int before = mistakes.count();
        value(node, type, field);
        if (mistakes.count() == before && !ReferenceScan.holdsReferences(node)) {
            constraints(node, field, component, record);
        }
    }

    private void value(Node node, AnnotatedType type, String field) {
        if (ReferenceScan.isOneReference(node)) {
            return;
        }
        var raw = Shape.raw(type);
        if (raw == List.class) {
            list(node, type, field);
        } else if (raw == Map.class) {
            map(node, type, field);
        } else if (raw.isRecord()) {
            if (mapping(node, raw, field) instanceof Node.Mapping mapping) {
                fields(mapping, mapping.place(), field, raw, Set.of());
            }
        } else if (raw.isAnnotationPresent(JsonTypeInfo.class)) {
            variant(node, raw, field);
        } else if (!(node instanceof Node.Scalar scalar)
                ? raw != Object.class
                : !ScalarShape.fits(scalar, raw)) {
            mistakes.add(
                    node.place(),
                    field,
                    "is %s, but must be %s".formatted(node.kind(), ScalarShape.expected(raw)));
        }
    }

    private void list(Node node, AnnotatedType type, String field) {
        if (!(node instanceof Node.Sequence sequence)) {
            mistakes.add(node.place(), field, "is %s, but must be a list".formatted(node.kind()));
            return;
        }
        for (int i = 0; i < sequence.items().size(); i++) {
            value(sequence.items().get(i), Shape.argument(type, 0), field + "[" + i + "]");
        }
    }

    private void map(Node node, AnnotatedType type, String field) {
        if (mapping(node, Map.class, field) instanceof Node.Mapping mapping) {
            mapping.entries()
                    .forEach((name, entry) ->
                            value(entry.value(), Shape.argument(type, 1), field + "." + name));
        }
    }

    /** One of several records, told apart by the field {@code type}. */
    private void variant(Node node, Class<?> sealed, String field) {
        if (!(mapping(node, sealed, field) instanceof Node.Mapping mapping)) {
            return;
        }
        var variants = Shape.variants(sealed);
        var type = mapping.get("type");
        var name = type instanceof Node.Scalar scalar ? scalar.value() : null;
        var record = name == null ? null : variants.get(name.toString());
        if (record != null) {
            fields(mapping, mapping.place(), field, record, Set.of("type"));
        } else if (name == null) {
            mistakes.add(
                    mapping.place(),
                    field + ".type",
                    "'type' is required: one of " + Text.listed(variants.keySet()));
        } else {
            mistakes.add(
                    NodePath.place(mapping, "type"),
                    field + ".type",
                    "unknown type '%s'%s"
                            .formatted(name, Text.suggestion(name.toString(), variants.keySet())));
        }
    }

    private Node.@Nullable Mapping mapping(Node node, Class<?> raw, String field) {
        if (node instanceof Node.Mapping mapping) {
            return mapping;
        }
        mistakes.add(
                node.place(),
                field,
                "is %s, but must be %s".formatted(node.kind(), ScalarShape.expected(raw)));
        return null;
    }

    private void constraints(Node node, String field, Shape.Component component, Class<?> record) {
        if (ScalarShape.isTime(Shape.raw(component.type()))) {
            return; // written as people do, which is not what Jackson reads
        }
        try {
            var type = json.getTypeFactory().constructType(component.generic());
            Object value = json.convertValue(node.plain(), type);
            validator
                    .validateValue(record, component.name(), value)
                    .forEach(violation ->
                            mistakes.add(
                                    node.place(),
                                    field,
                                    "is %s, but %s"
                                            .formatted(node.kind(), violation.getMessage())));
        } catch (JacksonException | IllegalArgumentException e) {
            mistakes.add(node.place(), field, "cannot be read: " + e.getMessage());
        }
    }
}
