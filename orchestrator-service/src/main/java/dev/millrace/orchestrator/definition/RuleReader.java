package dev.millrace.orchestrator.definition;

import dev.millrace.contracts.orchestrator.ParameterRule;
import dev.millrace.contracts.orchestrator.ParameterType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads what a parameter may be; the rule itself must make sense. */
final class RuleReader {

    static final List<String> FIELDS =
            List.of("type", "default", "minimum", "maximum", "enum", "pattern", "description");

    private static final List<String> TYPES =
            Arrays.stream(ParameterType.values()).map(ParameterType::toString).toList();

    private final Mistakes mistakes;

    RuleReader(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    /** The rule; null where its type is none. */
    @Nullable ParameterRule read(Node.Mapping mapping, String field) {
        mapping.entries()
                .forEach((name, entry) -> {
                    if (!FIELDS.contains(name)) {
                        mistakes.add(
                                entry.key(),
                                field + "." + name,
                                "unknown field '%s'%s"
                                        .formatted(name, Text.suggestion(name, FIELDS)));
                    }
                });
        var type = type(Objects.requireNonNull(mapping.get("type")), field + ".type");
        if (type == null) {
            return null;
        }
        var minimum = bound(type, mapping.get("minimum"), field + ".minimum");
        var maximum = bound(type, mapping.get("maximum"), field + ".maximum");
        if (minimum != null
                && maximum != null
                && ParameterValue.compare(type, minimum, maximum) > 0) {
            mistakes.add(
                    mapping.place(),
                    field + ".maximum",
                    "is %s, which is below the minimum %s".formatted(maximum, minimum));
        }
        return new ParameterRule(
                type,
                minimum,
                maximum,
                choices(type, mapping.get("enum"), field + ".enum"),
                pattern(type, mapping.get("pattern"), field + ".pattern"),
                text(mapping.get("description"), field + ".description"));
    }

    private @Nullable ParameterType type(Node node, String field) {
        var name = String.valueOf(node.plain());
        if (TYPES.contains(name)) {
            return ParameterType.values()[TYPES.indexOf(name)];
        }
        mistakes.add(
                node.place(),
                field,
                "unknown type of parameter '%s'%s; a default that is a mapping with a type is written {type: mapping, default: {…}}"
                        .formatted(Text.shortened(name), Text.suggestion(name, TYPES)));
        return null;
    }

    private @Nullable Object bound(ParameterType type, @Nullable Node node, String field) {
        var value = node == null ? null : node.plain();
        if (node == null || value == null) {
            return null;
        }
        if (!ParameterValue.ORDERED.contains(type)) {
            mistakes.add(
                    node.place(),
                    field,
                    "a %s has none; %s have"
                            .formatted(
                                    type,
                                    Text.listed(
                                            ParameterValue.ORDERED.stream()
                                                    .map(ParameterType::toString)
                                                    .toList())));
            return null;
        }
        return fits(type, node, field) ? value : null;
    }

    private boolean fits(ParameterType type, Node node, String field) {
        boolean fits = ParameterValue.read(type, node.plain()) != null;
        if (!fits) {
            mistakes.add(
                    node.place(),
                    field,
                    "is %s, but must be %s".formatted(node.kind(), ParameterValue.form(type)));
        }
        return fits;
    }

    private List<Object> choices(ParameterType type, @Nullable Node node, String field) {
        if (node == null) {
            return List.of();
        }
        if (!(node instanceof Node.Sequence sequence) || sequence.items().isEmpty()) {
            mistakes.add(
                    node.place(),
                    field,
                    "is %s, but must be a list of at least one value".formatted(node.kind()));
            return List.of();
        }
        var choices = new ArrayList<Object>();
        for (int i = 0; i < sequence.items().size(); i++) {
            var item = sequence.items().get(i);
            if (fits(type, item, "%s[%d]".formatted(field, i))) {
                choices.add(Objects.requireNonNull(item.plain()));
            }
        }
        return choices;
    }

    private @Nullable String pattern(ParameterType type, @Nullable Node node, String field) {
        var text = text(node, field);
        if (node == null || text == null) {
            return null;
        }
        if (type != ParameterType.STRING) {
            mistakes.add(node.place(), field, "a %s has none; a string has".formatted(type));
            return null;
        }
        if (text.length() > DefinitionLimits.PATTERN_CHARACTERS) {
            mistakes.add(
                    node.place(),
                    field,
                    "has %,d characters; at most %,d are allowed"
                            .formatted(text.length(), DefinitionLimits.PATTERN_CHARACTERS));
            return null;
        }
        try {
            return Pattern.compile(text).pattern();
        } catch (PatternSyntaxException e) {
            mistakes.add(node.place(), field, "is no regular expression: " + e.getDescription());
            return null;
        }
    }

    private @Nullable String text(@Nullable Node node, String field) {
        if (node == null || node.plain() instanceof String) {
            return node == null ? null : (String) node.plain();
        }
        mistakes.add(node.place(), field, "is %s, but must be text".formatted(node.kind()));
        return null;
    }
}
