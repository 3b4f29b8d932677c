package dev.millrace.orchestrator.definition;

import java.util.ArrayList;
import java.util.List;

/**
 * Text with references in it. A text that is one reference and nothing else stands for the value
 * itself, with its type; {@code $${} is a literal {@code ${}.
 */
record Template(List<Part> parts) {

    /** Literal text, or a reference. */
    sealed interface Part {
        record Literal(String text) implements Part {}

        record Value(Reference reference) implements Part {}
    }

    static boolean mayHoldReferences(String text) {
        return text.contains("${");
    }

    static Template parse(String text) throws InvalidExpression {
        List<Part> parts = new ArrayList<>();
        var literal = new StringBuilder();
        int at = 0;
        int references = 0;
        while (at < text.length()) {
            if (text.startsWith("$${", at)) {
                literal.append("${");
                at += 3;
            } else if (text.startsWith("${", at)) {
                int end = text.indexOf('}', at);
                if (end < 0) {
                    throw new InvalidExpression("a reference starts with ${ but has no }");
                }
                if (++references > DefinitionLimits.REFERENCES) {
                    throw new InvalidExpression(
                            "holds more than %,d references, which is too many for one text"
                                    .formatted(DefinitionLimits.REFERENCES));
                }
                flush(literal, parts);
                parts.add(new Part.Value(Reference.parse(text.substring(at + 2, end))));
                at = end + 1;
            } else {
                literal.append(text.charAt(at++));
            }
        }
        flush(literal, parts);
        return new Template(parts);
    }

    /** A text that was found right when its definition was posted. */
    static Template stored(String text) {
        try {
            return parse(text);
        } catch (InvalidExpression e) {
            throw new IllegalStateException("unreadable reference in a stored definition", e);
        }
    }

    private static void flush(StringBuilder literal, List<Part> parts) {
        if (!literal.isEmpty()) {
            parts.add(new Part.Literal(literal.toString()));
            literal.setLength(0);
        }
    }

    boolean isOneReference() {
        return parts.size() == 1 && parts.getFirst() instanceof Part.Value;
    }

    List<Reference> references() {
        return parts.stream()
                .filter(Part.Value.class::isInstance)
                .map(part -> ((Part.Value) part).reference())
                .toList();
    }
}
