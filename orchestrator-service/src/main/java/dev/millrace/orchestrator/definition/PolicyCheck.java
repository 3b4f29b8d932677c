package dev.millrace.orchestrator.definition;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a step's {@code retry} and {@code timeout}. */
final class PolicyCheck {

    private static final Duration DEFAULT_TIMEOUT = Duration.ofHours(1);
    private static final List<String> FIELDS =
            List.of("attempts", "backoff", "factor", "maxBackoff", "on", "jitter");

    private final Mistakes mistakes;
    private final ValueReader values;

    PolicyCheck(Mistakes mistakes) {
        this.mistakes = mistakes;
        this.values = new ValueReader(mistakes);
    }

    Duration timeout(@Nullable StepType type, @Nullable Node node, String field) {
        boolean patient = type != null && StepKinds.isPatient(type);
        return values.duration(
                node, field, ValueReader.MONTH, patient ? ValueReader.MONTH : DEFAULT_TIMEOUT);
    }

    RetryPolicy retry(@Nullable StepType type, @Nullable Node node, String field) {
        boolean once = type != null && StepKinds.triesOnce(type);
        var usual = once ? RetryPolicy.ONCE : RetryPolicy.DEFAULT;
        if (node == null) {
            return usual;
        }
        if (type != null && type.isHeld()) {
            mistakes.add(
                    node.place(),
                    field,
                    type == StepType.MAP
                            ? "a map is not tried again as a whole; say 'retry' in its 'each'"
                            : "a %s is not tried again: it fails only when its time is over or somebody says no"
                                    .formatted(type));
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
        return retry(retry, field);
    }

    private RetryPolicy retry(Node.Mapping retry, String field) {
        var usual = RetryPolicy.DEFAULT;
        values.onlyFields(retry, field, FIELDS);
        var on = retry.get("on");
        var backoff =
                values.duration(
                        retry.get("backoff"),
                        field + ".backoff",
                        ValueReader.MONTH,
                        usual.backoff());
        return new RetryPolicy(
                values.whole(retry.get("attempts"), field + ".attempts", 1, 100, usual.attempts()),
                backoff,
                values.number(retry.get("factor"), field + ".factor", 1, 100, usual.factor()),
                longest(retry.get("maxBackoff"), field + ".maxBackoff", backoff),
                on == null ? usual.on() : FailureNames.read(on, field + ".on", mistakes),
                values.number(retry.get("jitter"), field + ".jitter", 0, 1, 0));
    }

    /** A pause that was said is never shortened by a bound that was not. */
    private Duration longest(@Nullable Node node, String field, Duration backoff) {
        var usual = RetryPolicy.DEFAULT.maxBackoff();
        var least = backoff.compareTo(usual) > 0 ? backoff : usual;
        var longest = values.duration(node, field, ValueReader.MONTH, least);
        if (node != null && longest.compareTo(backoff) < 0) {
            mistakes.add(
                    node.place(),
                    field,
                    "is %s, which is shorter than the first pause, %s"
                            .formatted(DurationText.of(longest), DurationText.of(backoff)));
        }
        return longest;
    }
}
