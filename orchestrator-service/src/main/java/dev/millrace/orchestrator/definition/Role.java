package dev.millrace.orchestrator.definition;

import java.util.Set;

/** The part that a step plays, and which of the common fields mean nothing there. */
enum Role {
    /** Below {@code steps}. */
    STEP("", Set.of()),
    /** Below {@code finally}. */
    LAST("finally has none: nothing undoes what is done last", Set.of("compensate")),
    /** What a map does with every item. */
    EACH(
            "the step of an item has none; say it of the map",
            Set.of("needs", "trigger", "when", "compensate")),
    /** What undoes a step. */
    COMPENSATION(
            "a compensation has none: it runs when the run fails, in the opposite order of the steps that it undoes",
            Set.of("needs", "trigger", "when", "catch", "compensate", "reuse"));

    private final String reason;
    private final Set<String> without;

    Role(String reason, Set<String> without) {
        this.reason = reason;
        this.without = without;
    }

    /** Where steps of this role stand in a definition. */
    String part() {
        return this == LAST ? "finally" : "steps";
    }

    void refuse(Node.Mapping step, String field, Mistakes mistakes) {
        step.entries()
                .forEach((name, entry) -> {
                    if (without.contains(name)) {
                        mistakes.add(entry.key(), field + "." + name, reason);
                    }
                });
    }

    /** Why a step of this type cannot play the part; empty if it can. */
    String problem(StepType type) {
        return switch (this) {
            case STEP, LAST -> "";
            case EACH ->
                    type == StepType.MAP || type == StepType.CHOICE
                            ? "a %s cannot be done with every item; put it into a pipeline of its own, and run that one"
                                    .formatted(type)
                            : "";
            case COMPENSATION ->
                    StepKinds.isWork(type)
                            ? ""
                            : "a %s undoes nothing; it does no work of its own".formatted(type);
        };
    }
}
