package dev.millrace.orchestrator.definition;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a step's {@code retry} and {@code timeout}. */
final class PolicyCheck {

    private static final Duration DEFAULT_TIMEOUT = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofDays(30);
    private static final Set<String> FIELDS =
            Set.of("attempts", "backoff", "factor", "maxBackoff", "on");

    private final Mistakes mistakes;

    PolicyCheck(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    Duration timeout(@Nullable Node node, String field) {
        return node == null ? DEFAULT_TIMEOUT : duration(node, field, DEFAULT_TIMEOUT);
    }

    RetryPolicy retry(@Nullable Node node, String field) {
        var usual = RetryPolicy.DEFAULT;
        if (node == null) {
            return usual;
        }
        if (!(node instanceof Node.Mapping retry)) {
            mistakes.add(
                    node.place(),
                    field,
                    "is %s, but must be a mapping such as {attempts: 3, backoff: 1s}"
                            .formatted(node.kind()));
            return usual;
        }
        retry.entries()
                .forEach((name, entry) -> {
                    if (!FIELDS.contains(name)) {
                        mistakes.add(
                                entry.key(),
                                field + "." + name,
                                "unknown field '%s'%s"
                                        .formatted(
                                                name,
                                                Text.suggestion(
                                                        name,
                                                        List.of(
                                                                "attempts",
                                                                "backoff",
                                                                "factor",
                                                                "maxBackoff",
                                                                "on"))));
                    }
                });
        return new RetryPolicy(
                (int) number(retry.get("attempts"), field + ".attempts", 1, 100, usual.attempts()),
                orDefault(retry.get("backoff"), field + ".backoff", usual.backoff()),
                number(retry.get("factor"), field + ".factor", 1, 100, usual.factor()),
                orDefault(retry.get("maxBackoff"), field + ".maxBackoff", usual.maxBackoff()),
                retry.get("on") == null
                        ? usual.on()
                        : FailureNames.read(
                                Objects.requireNonNull(retry.get("on")), field + ".on", mistakes));
    }

    private Duration orDefault(@Nullable Node node, String field, Duration usual) {
        return node == null ? usual : duration(node, field, usual);
    }

    private Duration duration(Node node, String field, Duration usual) {
        var text = node instanceof Node.Scalar scalar ? String.valueOf(scalar.value()) : "";
        var duration = DurationText.parse(text);
        if (duration.isEmpty()
                || duration.get().isZero()
                || duration.get().compareTo(LONGEST) > 0) {
            mistakes.add(
                    node.place(),
                    field,
                    "is %s, but must be %s, above 0 and at most 30d"
                            .formatted(node.kind(), DurationText.FORM));
            return usual;
        }
        return duration.get();
    }

    private double number(
            @Nullable Node node, String field, double least, double most, double usual) {
        if (node == null) {
            return usual;
        }
        boolean whole = field.endsWith("attempts");
        if (node instanceof Node.Scalar scalar
                && scalar.value() instanceof Number number
                && (!whole || number instanceof Long)
                && number.doubleValue() >= least
                && number.doubleValue() <= most) {
            return number.doubleValue();
        }
        mistakes.add(
                node.place(),
                field,
                "is %s, but must be a %s from %.0f to %.0f"
                        .formatted(node.kind(), whole ? "whole number" : "number", least, most));
        return usual;
    }
}
