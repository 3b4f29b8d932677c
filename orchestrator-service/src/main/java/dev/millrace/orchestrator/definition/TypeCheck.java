package dev.millrace.orchestrator.definition;

import org.jspecify.annotations.Nullable;

/** Reads a step's {@code type}. */
final class TypeCheck {

    private final Mistakes mistakes;

    TypeCheck(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    /** The type; null where it is none, or none for this role. */
    @Nullable StepType type(Role role, Node.Mapping step, Place place, String field) {
        var type = step.get("type");
        if (type == null) {
            mistakes.add(
                    place,
                    field + ".type",
                    "'type' is required: one of " + Text.listed(StepType.names()));
            return null;
        }
        var name = type instanceof Node.Scalar scalar ? String.valueOf(scalar.value()) : "";
        if (!StepType.names().contains(name)) {
            mistakes.add(
                    type.place(),
                    field + ".type",
                    "unknown step type '%s'%s"
                            .formatted(
                                    Text.shortened(name), Text.suggestion(name, StepType.names())));
            return null;
        }
        var problem = role.problem(StepType.of(name));
        if (!problem.isEmpty()) {
            mistakes.add(type.place(), field + ".type", problem);
            return null;
        }
        return StepType.of(name);
    }
}
