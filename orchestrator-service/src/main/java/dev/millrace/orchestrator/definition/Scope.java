package dev.millrace.orchestrator.definition;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What references stand for in a run.
 *
 * @param parameters by name
 * @param outputs of the steps that succeeded, by step name
 * @param facts of the run, by name
 * @param item of the map that the step belongs to; null for every other
 */
public record Scope(
        Map<String, @Nullable Object> parameters,
        Map<String, Map<String, Object>> outputs,
        Map<String, Object> facts,
        @Nullable MapItem item) {

    /** An item of a map, and its place counted from 0. */
    public record MapItem(@Nullable Object value, int index) {}

    public Scope(
            Map<String, @Nullable Object> parameters, Map<String, Map<String, Object>> outputs) {
        this(parameters, outputs, Map.of(), null);
    }

    /** The same body with every reference replaced by its value. */
    public @Nullable Object resolve(@Nullable Object body) {
        return new Rendering(this).resolve(body);
    }

    /** What the reference stands for; refused where a step did not give that output. */
    public @Nullable Object value(Reference reference) {
        return switch (reference) {
            case Reference.Parameter parameter -> parameters.get(parameter.name());
            case Reference.Output output -> output(output);
            case Reference.Fact fact -> facts.get(fact.name());
            case Reference.Item part -> item(part);
            case Reference.Index index -> item == null ? null : item.index();
            case Reference.Secret secret -> "${%s}".formatted(secret);
        };
    }

    private Object output(Reference.Output reference) {
        Object value = outputs.getOrDefault(reference.step(), Map.of());
        for (var name : reference.path()) {
            var found = part(value, name);
            if (found == null) {
                throw new PlatformException(
                        FailureCode.INVALID_PIPELINE, missing(reference, name, value));
            }
            value = found;
        }
        return value;
    }

    private @Nullable Object item(Reference.Item reference) {
        var value = item == null ? null : item.value();
        for (var name : reference.path()) {
            value = value == null ? null : part(value, name);
            if (value == null) {
                throw new PlatformException(
                        FailureCode.INVALID_PIPELINE,
                        "%s is not there: this item is %s"
                                .formatted(
                                        reference,
                                        Text.described(item == null ? null : item.value())));
            }
        }
        return value;
    }

    /** A field of a mapping, or an element of a list counted from 0. */
    private static @Nullable Object part(Object value, String name) {
        return switch (value) {
            case Map<?, ?> fields -> fields.get(name);
            case List<?> items when name.matches("[0-9]{1,6}") -> {
                int at = Integer.parseInt(name);
                yield at < items.size() ? items.get(at) : null;
            }
            default -> null;
        };
    }

    private static String missing(Reference.Output reference, String name, Object value) {
        var present =
                value instanceof Map<?, ?> map
                        ? Text.listed(map.keySet().stream().map(Object::toString).sorted().toList())
                        : "no named values";
        return "%s is not there: step '%s' gave no '%s' in this run (it gave %s)"
                .formatted(reference, reference.step(), name, present);
    }
}
