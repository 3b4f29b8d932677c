package dev.millrace.orchestrator.definition;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts values in the place of references. Texts can grow: a long value may be referred to often.
 */
final class Rendering {

    /** Of all texts with references in them together. */
    private static final long LONGEST = 16_000_000;

    private final Scope scope;
    private long length;

    Rendering(Scope scope) {
        this.scope = scope;
    }

    @Nullable Object resolve(@Nullable Object body) {
        return switch (body) {
            case null -> null;
            case String text -> text(text);
            case List<?> items -> {
                List<@Nullable Object> resolved = new ArrayList<>(items.size());
                for (Object item : items) {
                    resolved.add(resolve(item));
                }
                yield resolved;
            }
            case Map<?, ?> fields -> {
                Map<String, @Nullable Object> resolved = new LinkedHashMap<>();
                fields.forEach((name, value) -> resolved.put(name.toString(), resolve(value)));
                yield resolved;
            }
            default -> body;
        };
    }

    private @Nullable Object text(String text) {
        if (!Template.mayHoldReferences(text)) {
            return text;
        }
        var template = Template.stored(text);
        if (template.isOneReference()) {
            return scope.value(template.references().getFirst());
        }
        var rendered = new StringBuilder();
        for (var part : template.parts()) {
            int before = rendered.length();
            switch (part) {
                case Template.Part.Literal literal -> rendered.append(literal.text());
                case Template.Part.Value value -> rendered.append(scope.value(value.reference()));
            }
            grown(rendered.length() - before);
        }
        return rendered.toString();
    }

    private void grown(int more) {
        length += more;
        if (length > LONGEST) {
            throw new PlatformException(
                    FailureCode.INVALID_PIPELINE,
                    "with the values of its references the step is longer than %,d characters"
                            .formatted(LONGEST));
        }
    }
}
