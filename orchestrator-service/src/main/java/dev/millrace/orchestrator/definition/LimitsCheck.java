package dev.millrace.orchestrator.definition;

import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads what a step may use: its limits in time, its pool, and whether a result may be reused. */
final class LimitsCheck {

    static final Set<String> FIELDS =
            Set.of("queueTimeout", "heartbeat", "lateAfter", "pool", "priority", "reuse");

    private final Mistakes mistakes;
    private final ValueReader values;

    LimitsCheck(Mistakes mistakes) {
        this.mistakes = mistakes;
        this.values = new ValueReader(mistakes);
    }

    /**
     * @param type null where it is unknown
     */
    Limits limits(@Nullable StepType type, Node.Mapping step, String field) {
        if (type != null) {
            refuse(type, step, field);
        }
        var pool = values.name(step.get("pool"), field + ".pool");
        var priority = step.get("priority");
        if (priority != null && step.get("pool") == null) {
            mistakes.add(
                    priority.place(),
                    field + ".priority",
                    "orders the steps that wait for a pool; name the 'pool' too");
        }
        return new Limits(
                values.duration(
                        step.get("queueTimeout"), field + ".queueTimeout", ValueReader.MONTH),
                values.duration(step.get("heartbeat"), field + ".heartbeat", ValueReader.MONTH),
                values.duration(step.get("lateAfter"), field + ".lateAfter", ValueReader.MONTH),
                pool,
                values.whole(priority, field + ".priority", -1000, 1000, 0),
                values.duration(step.get("reuse"), field + ".reuse", DefinitionLimits.YEAR));
    }

    private void refuse(StepType type, Node.Mapping step, String field) {
        for (var name : Set.of("queueTimeout", "heartbeat", "pool")) {
            refuse(
                    step,
                    name,
                    field,
                    type,
                    StepKinds::isWork,
                    "a %s step does no work of its own, so it waits in no queue and holds no slot");
        }
        refuse(
                step,
                "reuse",
                field,
                type,
                StepKinds.REUSABLE::contains,
                "a result of a %s step cannot stand for doing it again, since it reads or changes"
                        + " what lies outside; those of "
                        + Text.listed(StepKinds.REUSABLE.stream().map(StepType::toString).toList())
                        + " can");
    }

    private void refuse(
            Node.Mapping step,
            String name,
            String field,
            StepType type,
            Predicate<StepType> fits,
            String message) {
        var entry = step.entries().get(name);
        if (entry != null && !fits.test(type)) {
            mistakes.add(entry.key(), field + "." + name, message.formatted(type));
        }
    }
}
