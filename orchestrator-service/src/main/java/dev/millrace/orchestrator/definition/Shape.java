package dev.millrace.orchestrator.definition;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a class says about the values that are read as it. */
final class Shape {

    private Shape() {}

    static List<String> names(Class<?> enumeration) {
        var names = new ArrayList<String>();
        for (var field : enumeration.getFields()) {
            if (field.isEnumConstant()) {
                var json = field.getAnnotation(JsonProperty.class);
                names.add(json == null ? field.getName() : json.value());
            }
        }
        return names;
    }

    static Map<String, Class<?>> variants(Class<?> sealed) {
        var variants = new LinkedHashMap<String, Class<?>>();
        for (var variant : sealed.getAnnotation(JsonSubTypes.class).value()) {
            variants.put(variant.name(), variant.value());
        }
        return variants;
    }

    /**
     * A component of a record.
     *
     * @param type with the annotations of the canonical constructor's parameter, which count
     * @param generic the same without annotations
     */
    record Component(String name, AnnotatedType type, Type generic) {}

    /** Looking into a class takes long, compared with a step that is read as it. */
    private static final ClassValue<Map<String, Component>> COMPONENTS =
            new ClassValue<>() {
                @Override
                protected Map<String, Component> computeValue(Class<?> record) {
                    return Collections.unmodifiableMap(read(record));
                }
            };

    /** A record's components, by their names in a definition. */
    static Map<String, Component> components(Class<?> record) {
        return COMPONENTS.get(record);
    }

    private static Map<String, Component> read(Class<?> record) {
        var components = record.getRecordComponents();
        var types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            var parameters = record.getDeclaredConstructor(types).getParameters();
            var byName = new LinkedHashMap<String, Component>();
            for (int i = 0; i < components.length; i++) {
                var name = components[i].getName();
                var json = parameters[i].getAnnotation(JsonProperty.class);
                var component =
                        new Component(
                                name,
                                parameters[i].getAnnotatedType(),
                                parameters[i].getParameterizedType());
                byName.put(json == null ? name : json.value(), component);
            }
            return byName;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(record + " has no canonical constructor", e);
        }
    }

    static AnnotatedType argument(AnnotatedType type, int index) {
        return ((AnnotatedParameterizedType) type).getAnnotatedActualTypeArguments()[index];
    }

    static Class<?> raw(AnnotatedType type) {
        return switch (type.getType()) {
            case Class<?> plain -> plain;
            case java.lang.reflect.ParameterizedType generic -> (Class<?>) generic.getRawType();
            default -> throw new IllegalStateException("unexpected type " + type);
        };
    }
}
