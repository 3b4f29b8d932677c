package dev.millrace.orchestrator.definition;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What steps say as far as parameters tell; references to outputs are left as they are. */
public final class Preview {

    /** A large parameter may be referred to many times. */
    private static final long LONGEST = 16_000_000;

    private final Map<String, @Nullable Object> parameters;
    private final Map<String, Map<String, Object>> chosen = new HashMap<>();
    private final Map<String, Integer> lengths = new HashMap<>();
    private long length;

    public Preview(Map<String, @Nullable Object> parameters) {
        this.parameters = parameters;
    }

    /** Whether the condition holds; null where that depends on an output. */
    public @Nullable Boolean holds(String condition) {
        return Condition.stored(condition).foreseen(new Scope(parameters, chosen));
    }

    /** Follows a choice as far as that is known; the steps that it names follow it then. */
    public void follow(StepDefinition choice) {
        if (!(choice.body().get("cases") instanceof List<?> cases)) {
            throw new IllegalStateException("a choice without cases was found right");
        }
        for (var each : cases) {
            var one = (Map<?, ?>) each;
            var holds = holds(String.valueOf(one.get("when")));
            if (holds == null) {
                return;
            }
            if (holds) {
                chosen.put(choice.name(), Map.of("chosen", String.valueOf(one.get("then"))));
                return;
            }
        }
        var otherwise = choice.body().get("otherwise");
        chosen.put(choice.name(), Map.of("chosen", otherwise == null ? "" : otherwise));
    }

    /** Its fields; of a map with what it does with every item. */
    public Map<String, @Nullable Object> body(StepDefinition step) {
        var body = mapping(step.body());
        var each = step.each();
        if (each != null) {
            var inner = mapping(each.body());
            inner.put("type", each.type().toString());
            body.put("each", inner);
        }
        return body;
    }

    /**
     * The body as a run would send it; null where it refers to more than parameters and those
     * outputs.
     *
     * @param outputs by step
     */
    @SuppressWarnings("unchecked")
    public @Nullable Map<String, @Nullable Object> whole(
            StepDefinition step, Map<String, Map<String, Object>> outputs) {
        var isWhole =
                References.in(step.body()).stream()
                        .allMatch(reference ->
                                isKnown(reference)
                                        || reference instanceof Reference.Output output
                                                && outputs.containsKey(output.step()));
        return isWhole
                ? (Map<String, @Nullable Object>)
                        new Scope(parameters, outputs).resolve(step.body())
                : null;
    }

    private Map<String, @Nullable Object> mapping(Map<?, ?> fields) {
        var resolved = new LinkedHashMap<String, @Nullable Object>();
        fields.forEach((name, value) -> resolved.put(name.toString(), value(value)));
        return resolved;
    }

    private @Nullable Object value(@Nullable Object value) {
        return switch (value) {
            case String text -> text(text);
            case List<?> items -> {
                var resolved = new ArrayList<@Nullable Object>(items.size());
                items.forEach(item -> resolved.add(value(item)));
                yield resolved;
            }
            case Map<?, ?> fields -> mapping(fields);
            case null, default -> value;
        };
    }

    private @Nullable Object text(String text) {
        var references = Template.stored(text).references();
        references.forEach(this::count);
        if (references.stream().allMatch(this::isKnown)) {
            return new Scope(parameters, Map.of()).resolve(text);
        }
        var rendered = new StringBuilder();
        for (var part : Template.stored(text).parts()) {
            rendered.append(
                    switch (part) {
                        case Template.Part.Literal literal -> literal.text().replace("${", "$${");
                        case Template.Part.Value value -> shown(value.reference());
                    });
        }
        return rendered.toString();
    }

    private void count(Reference reference) {
        if (isKnown(reference)) {
            length +=
                    lengths.computeIfAbsent(
                            reference.toString(), name -> shown(reference).toString().length());
        }
        if (length > LONGEST) {
            throw new PlatformException(
                    FailureCode.INVALID_REQUEST,
                    "with these parameters the plan is longer than %,d characters"
                            .formatted(LONGEST));
        }
    }

    private Object shown(Reference reference) {
        return reference instanceof Reference.Parameter parameter
                        && parameters.get(parameter.name()) instanceof Object value
                ? value
                : "${%s}".formatted(reference);
    }

    private boolean isKnown(Reference reference) {
        return reference instanceof Reference.Parameter parameter
                && parameters.get(parameter.name()) != null;
    }
}
