package dev.millrace.orchestrator.definition;

import dev.millrace.orchestrator.definition.Flow.Catch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a step's {@code trigger}, {@code when} and {@code catch}. */
final class FlowCheck {

    private static final Set<String> CATCH = Set.of("on", "outputs");

    private final Mistakes mistakes;

    FlowCheck(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    /**
     * @param last whether the step stands below {@code finally}
     */
    Flow flow(Node.Mapping step, String field, boolean last) {
        return new Flow(
                rule(step.get("trigger"), field + ".trigger"),
                when(step.get("when"), field + ".when"),
                catches(step.get("catch"), field + ".catch"),
                last);
    }

    private Rule rule(@Nullable Node node, String field) {
        if (node == null) {
            return Rule.ALL_SUCCEEDED;
        }
        var rules = Arrays.stream(Rule.values()).map(Rule::toString).toList();
        var name = String.valueOf(node.plain());
        if (!rules.contains(name)) {
            mistakes.add(
                    node.place(),
                    field,
                    "unknown rule '%s'%s"
                            .formatted(Text.shortened(name), Text.suggestion(name, rules)));
            return Rule.ALL_SUCCEEDED;
        }
        return Rule.of(name);
    }

    private @Nullable String when(@Nullable Node node, String field) {
        if (node == null) {
            return null;
        }
        if (!(node instanceof Node.Scalar scalar) || !(scalar.value() instanceof String text)) {
            mistakes.add(
                    node.place(),
                    field,
                    "is %s, but must be a text such as \"${parameters.rate} > 0.5\""
                            .formatted(node.kind()));
            return null;
        }
        try {
            Condition.parse(text);
        } catch (InvalidExpression e) {
            mistakes.add(node.place(), field, e.problem());
        }
        return text;
    }

    private List<Catch> catches(@Nullable Node node, String field) {
        if (node == null) {
            return List.of();
        }
        if (!(node instanceof Node.Sequence sequence)) {
            mistakes.add(
                    node.place(),
                    field,
                    "is %s, but must be a list such as [{on: [USER_ERROR]}]"
                            .formatted(node.kind()));
            return List.of();
        }
        var catches = new ArrayList<Catch>();
        for (int i = 0; i < sequence.items().size(); i++) {
            catches.add(one(sequence.items().get(i), "%s[%d]".formatted(field, i)));
        }
        return catches;
    }

    private Catch one(Node node, String field) {
        if (!(node instanceof Node.Mapping mapping)) {
            mistakes.add(
                    node.place(),
                    field,
                    "is %s, but must be a mapping such as {on: [USER_ERROR]}"
                            .formatted(node.kind()));
            return new Catch(List.of(), Map.of());
        }
        mapping.entries()
                .forEach((name, entry) -> {
                    if (!CATCH.contains(name)) {
                        mistakes.add(
                                entry.key(),
                                field + "." + name,
                                "unknown field '%s'%s"
                                        .formatted(name, Text.suggestion(name, CATCH)));
                    }
                });
        var on = mapping.get("on");
        return new Catch(
                on == null ? List.of() : FailureNames.read(on, field + ".on", mistakes),
                outputs(mapping.get("outputs"), field + ".outputs"));
    }

    private Map<String, Object> outputs(@Nullable Node node, String field) {
        var outputs = new LinkedHashMap<String, Object>();
        if (node instanceof Node.Mapping mapping) {
            mapping.entries()
                    .forEach((name, entry) -> {
                        var value = entry.value().plain();
                        if (value == null || ReferenceScan.holdsReferences(entry.value())) {
                            mistakes.add(
                                    entry.value().place(),
                                    field + "." + name,
                                    "must be a value; it cannot be empty or refer to anything");
                        } else {
                            outputs.put(name, value);
                        }
                    });
        } else if (node != null) {
            mistakes.add(
                    node.place(),
                    field,
                    "is %s, but must be a mapping of output names to values"
                            .formatted(node.kind()));
        }
        return outputs;
    }
}
