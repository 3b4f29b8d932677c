package dev.millrace.orchestrator.definition;

import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Reads one step on its own. */
final class StepCheck {

    /** Fields that mean the same in every step; the rest is the body. */
    static final Set<String> COMMON = common();

    private static final String EACH = "each";

    private final Mistakes mistakes;
    private final BodyCheck bodies;

    StepCheck(JsonMapper json, Validator validator, Mistakes mistakes) {
        this.mistakes = mistakes;
        this.bodies = new BodyCheck(json, validator, mistakes);
    }

    private static Set<String> common() {
        var common = new TreeSet<>(LimitsCheck.FIELDS);
        common.addAll(Set.of("type", "needs", "trigger", "when", "catch", "retry", "timeout"));
        common.add("compensate");
        return common;
    }

    /**
     * The step, and its compensation if it has one; nothing where nothing can be said about it but
     * its mistakes.
     */
    List<StepDraft> check(Role role, String name, Node.Entry entry, String field) {
        var step = draft(role, name, entry, field);
        var drafts = new ArrayList<StepDraft>();
        if (step != null) {
            drafts.add(step);
            var undo = undo(role, name, entry.value(), field);
            if (undo != null) {
                drafts.add(undo);
            }
        }
        return drafts;
    }

    private @Nullable StepDraft undo(Role role, String name, Node step, String field) {
        var entry =
                role == Role.STEP && step instanceof Node.Mapping mapping
                        ? mapping.entries().get("compensate")
                        : null;
        if (entry == null) {
            return null;
        }
        var draft = draft(Role.COMPENSATION, name, entry, field + ".compensate");
        return draft == null ? null : draft.undoing(name);
    }

    private @Nullable StepDraft draft(Role role, String name, Node.Entry entry, String field) {
        if (!(entry.value() instanceof Node.Mapping step)) {
            mistakes.add(
                    entry.value().place(),
                    field,
                    "is %s, but must be a mapping with a type".formatted(entry.value().kind()));
            return null;
        }
        role.refuse(step, field, mistakes);
        var type = new TypeCheck(mistakes).type(role, step, entry.key(), field);
        var references =
                new StepReferences(mistakes)
                        .in(role, type, body(type, step), step.get("when"), FieldPath.of(field));
        var each = type == StepType.MAP ? each(name, step, entry.key(), field) : null;
        if (each != null) {
            references.addAll(each.references());
        }
        var definition = definition(role, type, name, step, field, each);
        if (type != null) {
            var apart = apart(type);
            bodies.check(type, step, entry.key(), field, apart, definition.timeout());
        }
        return new StepDraft(
                definition,
                entry.key(),
                new NeedsCheck(mistakes).needs(step.get("needs"), field + ".needs"),
                references,
                type == StepType.CHOICE ? DecisionCheck.targets(step, field) : List.of());
    }

    private StepDefinition definition(
            Role role,
            @Nullable StepType type,
            String name,
            Node.Mapping step,
            String field,
            @Nullable StepDraft each) {
        var policies = new PolicyCheck(mistakes);
        var flow = new FlowCheck(mistakes).flow(step, field, role == Role.LAST);
        return new StepDefinition(
                name,
                type == null ? StepType.NOOP : type,
                List.of(),
                List.of(),
                flow,
                policies.retry(type, step.get("retry"), field + ".retry"),
                policies.timeout(type, step.get("timeout"), field + ".timeout"),
                new LimitsCheck(mistakes).limits(type, step, field),
                body(type, step).plain(),
                each == null ? null : each.ofEach(flow.last()),
                null);
    }

    private @Nullable StepDraft each(String name, Node.Mapping map, Place place, String field) {
        var entry = map.entries().get(EACH);
        if (entry == null) {
            mistakes.add(
                    place, field + ".each", "'each' is required: a step to do with every item");
            return null;
        }
        return draft(Role.EACH, name, entry, field + ".each");
    }

    private static Set<String> apart(@Nullable StepType type) {
        if (type != StepType.MAP) {
            return COMMON;
        }
        var apart = new TreeSet<>(COMMON);
        apart.add(EACH);
        return apart;
    }

    private static Node.Mapping body(@Nullable StepType type, Node.Mapping step) {
        Map<String, Node.Entry> body = new LinkedHashMap<>(step.entries());
        body.keySet().removeAll(apart(type));
        return new Node.Mapping(step.place(), body, step.size());
    }
}
