package dev.millrace.orchestrator.definition;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What can be said about a sensor before its references have become values. */
final class SensorCheck {

    private static final List<String> KINDS =
            List.of("dataset", "s3", "sql", "http", "pipeline", "event");
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Mistakes mistakes;

    SensorCheck(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    void check(Node.Mapping body, String field) {
        if (text(body.get("every")) instanceof String every) {
            var duration = DurationText.parse(every).orElse(Duration.ZERO);
            if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
                mistakes.add(
                        Objects.requireNonNull(body.get("every")).place(),
                        field + ".every",
                        "is '%s', but must be %s, from 1s to 1d"
                                .formatted(Text.shortened(every), DurationText.FORM));
            }
        }
        if (body.get("on") instanceof Node.Mapping on) {
            kinds(on, field + ".on");
        }
    }

    private void kinds(Node.Mapping on, String field) {
        long given = KINDS.stream().filter(on.entries()::containsKey).count();
        if (given != 1) {
            mistakes.add(
                    on.place(), field, "must have exactly one of %s".formatted(Text.listed(KINDS)));
        }
        if (on.get("s3") instanceof Node.Mapping s3
                && (s3.get("key") == null) == (s3.get("prefix") == null)) {
            mistakes.add(
                    s3.place(), field + ".s3", "has either key, of one object, or prefix, of many");
        }
        if (on.get("http") instanceof Node.Mapping http
                && text(http.get("where")) instanceof String where) {
            where(where, Objects.requireNonNull(http.get("where")), field + ".http.where");
        }
    }

    private void where(String where, Node node, String field) {
        try {
            BodyCondition.parse(where);
        } catch (IllegalArgumentException wrong) {
            mistakes.add(node.place(), field, String.valueOf(wrong.getMessage()));
        }
    }

    /** Null where it is no text, or one that is known in the run only. */
    private static @Nullable String text(@Nullable Node node) {
        return node instanceof Node.Scalar scalar
                        && scalar.value() instanceof String text
                        && !Template.mayHoldReferences(text)
                ? text
                : null;
    }
}
