package dev.millrace.orchestrator.definition;

import dev.millrace.contracts.Names;
import java.time.Duration;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Reads single values of a definition; what is wrong with one becomes a mistake. */
final class ValueReader {

    /** What may be said of a step. */
    static final Duration MONTH = Duration.ofDays(30);

    private final Mistakes mistakes;

    ValueReader(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    /** Tells every field of the mapping that is not known. */
    void onlyFields(Node.Mapping mapping, String field, Collection<String> known) {
        mapping.entries()
                .forEach((name, entry) -> {
                    if (!known.contains(name)) {
                        mistakes.add(
                                entry.key(),
                                field.isEmpty() ? name : field + "." + name,
                                "unknown field '%s'%s"
                                        .formatted(
                                                Text.shortened(name),
                                                Text.suggestion(name, known)));
                    }
                });
    }

    /** Null where none is said, or a wrong one. */
    @Nullable Duration duration(@Nullable Node node, String field, Duration longest) {
        if (node == null) {
            return null;
        }
        var text = node instanceof Node.Scalar scalar ? String.valueOf(scalar.value()) : "";
        var duration = DurationText.parse(text);
        if (duration.isEmpty()
                || duration.get().isZero()
                || duration.get().compareTo(longest) > 0) {
            mistakes.add(
                    node.place(),
                    field,
                    "is %s, but must be %s, above 0 and at most %s"
                            .formatted(node.kind(), DurationText.FORM, DurationText.of(longest)));
            return null;
        }
        return duration.get();
    }

    Duration duration(@Nullable Node node, String field, Duration longest, Duration usual) {
        var said = duration(node, field, longest);
        return said == null ? usual : said;
    }

    int whole(@Nullable Node node, String field, int least, int most, int usual) {
        if (node == null) {
            return usual;
        }
        if (node instanceof Node.Scalar scalar
                && scalar.value() instanceof Long number
                && number >= least
                && number <= most) {
            return number.intValue();
        }
        mistakes.add(
                node.place(),
                field,
                "is %s, but must be a whole number from %d to %d"
                        .formatted(node.kind(), least, most));
        return usual;
    }

    double number(@Nullable Node node, String field, double least, double most, double usual) {
        if (node == null) {
            return usual;
        }
        if (node instanceof Node.Scalar scalar
                && scalar.value() instanceof Number number
                && number.doubleValue() >= least
                && number.doubleValue() <= most) {
            return number.doubleValue();
        }
        mistakes.add(
                node.place(),
                field,
                "is %s, but must be a number from %.0f to %.0f"
                        .formatted(node.kind(), least, most));
        return usual;
    }

    /** Null where none is said, or a wrong one. */
    @Nullable String name(@Nullable Node node, String field) {
        if (node == null) {
            return null;
        }
        if (node instanceof Node.Scalar scalar
                && scalar.value() != null
                && scalar.value().toString().matches(Names.PATTERN)) {
            return scalar.value().toString();
        }
        mistakes.add(node.place(), field, "is %s, but %s".formatted(node.kind(), Names.MESSAGE));
        return null;
    }
}
