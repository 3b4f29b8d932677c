package dev.millrace.orchestrator.definition;

import dev.millrace.contracts.orchestrator.ParameterRule;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a definition's parameters: {@code name: default}, or a mapping that has a type. */
final class ParameterReader {

    static final String NAME = "[A-Za-z][A-Za-z0-9_-]{0,62}";

    private final Mistakes mistakes;
    private final Map<String, @Nullable Object> defaults = new LinkedHashMap<>();
    private final Map<String, ParameterRule> rules = new LinkedHashMap<>();

    ParameterReader(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    /** By name; null where a run must give one. */
    Map<String, @Nullable Object> defaults() {
        return defaults;
    }

    /** By name, for those that have a type. */
    Map<String, ParameterRule> rules() {
        return rules;
    }

    void read(@Nullable Node node) {
        if (node instanceof Node.Mapping mapping) {
            mapping.entries().forEach(this::parameter);
        } else if (node != null && node.plain() != null) {
            mistakes.add(
                    node.place(),
                    "parameters",
                    "is %s, but must be a mapping of names to defaults".formatted(node.kind()));
        }
    }

    private void parameter(String name, Node.Entry entry) {
        var field = "parameters." + name;
        if (!name.matches(NAME)) {
            mistakes.add(
                    entry.key(),
                    field,
                    "a parameter's name must be letters, digits, _ or -, starting with a letter");
        }
        if (ReferenceScan.holdsReferences(entry.value())) {
            mistakes.add(
                    entry.value().place(),
                    field,
                    "a default is a value; it cannot refer to anything");
        }
        if (entry.value() instanceof Node.Mapping mapping && mapping.get("type") != null) {
            typed(name, mapping, field);
        } else {
            defaults.put(name, entry.value().plain());
        }
    }

    private void typed(String name, Node.Mapping mapping, String field) {
        var usual = mapping.get("default");
        var value = usual == null ? null : usual.plain();
        defaults.put(name, value);
        int before = mistakes.count();
        var rule = new RuleReader(mistakes).read(mapping, field);
        if (rule == null || mistakes.count() > before) {
            return;
        }
        rules.put(name, rule);
        var problem = value == null ? null : ParameterCheck.problem(rule, value);
        if (usual != null && problem != null) {
            mistakes.add(usual.place(), field + ".default", problem);
        }
    }
}
