package dev.millrace.orchestrator.definition;

import dev.millrace.contracts.Names;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Reads one definition from its nodes. */
final class DefinitionReader {

    private static final List<String> FIELDS =
            List.of(
                    "pipeline",
                    "parameters",
                    "fragments",
                    "steps",
                    "finally",
                    "outputs",
                    "timeout",
                    "lateAfter");

    private final JsonMapper json;
    private final Validator validator;
    private final Mistakes mistakes;
    private final ValueReader values;

    DefinitionReader(JsonMapper json, Validator validator, Mistakes mistakes) {
        this.json = json;
        this.validator = validator;
        this.mistakes = mistakes;
        this.values = new ValueReader(mistakes);
    }

    Definition read(Node node) throws Unreadable {
        if (!(node instanceof Node.Mapping root)) {
            throw new Unreadable(
                    node.place(),
                    "is %s, but must be a mapping with pipeline and steps".formatted(node.kind()));
        }
        values.onlyFields(root, "", FIELDS);
        var name = pipeline(root);
        var parameters = new ParameterReader(mistakes);
        parameters.read(root.get("parameters"));
        var outputs = new OutputsReader(mistakes);
        outputs.read(root.get("outputs"));
        var fragments = new Fragments(mistakes);
        fragments.read(root.get("fragments"));
        var steps = steps(root, fragments, parameters.defaults().keySet(), outputs);
        var timeout = values.duration(root.get("timeout"), "timeout", DefinitionLimits.YEAR);
        var late = values.duration(root.get("lateAfter"), "lateAfter", DefinitionLimits.YEAR);
        if (timeout != null && late != null && late.compareTo(timeout) >= 0) {
            mistakes.add(
                    NodePath.place(root, "lateAfter"),
                    "lateAfter",
                    "is %s, but the run ends after %s at the latest"
                            .formatted(DurationText.of(late), DurationText.of(timeout)));
        }
        return new Definition(
                name,
                parameters.defaults(),
                parameters.rules(),
                steps,
                outputs.values(),
                timeout,
                late);
    }

    private String pipeline(Node.Mapping root) {
        var node = root.get("pipeline");
        if (node == null) {
            mistakes.add(root.place(), "pipeline", "'pipeline' is required: the pipeline's name");
        }
        var name = values.name(node, "pipeline");
        return name == null ? "" : name;
    }

    private List<StepDefinition> steps(
            Node.Mapping root, Fragments fragments, Set<String> parameters, OutputsReader outputs)
            throws Unreadable {
        var node = root.get("steps");
        if (!(node instanceof Node.Mapping steps) || steps.entries().isEmpty()) {
            mistakes.add(
                    node == null ? root.place() : node.place(),
                    "steps",
                    "'steps' must be a mapping with at least one step");
            return List.of();
        }
        var parts = new LinkedHashMap<Role, Node.Mapping>();
        parts.put(Role.STEP, steps);
        last(root.get("finally")).ifPresent(last -> parts.put(Role.LAST, last));
        int count = parts.values().stream().mapToInt(part -> part.entries().size()).sum();
        if (isTooMany(count, steps)) {
            return List.of();
        }
        for (var part : parts.entrySet()) {
            part.setValue(fragments.in(part.getValue(), part.getKey().part()));
        }
        var drafts = drafts(parts);
        if (isTooMany(drafts.size(), steps)) {
            return List.of();
        }
        var names = names(parts);
        var chosen = new ChoiceCheck(drafts, names, mistakes).compiled();
        var graph = new GraphCheck(chosen, names, parameters, mistakes);
        graph.references();
        graph.references(outputs.references());
        graph.compensations();
        graph.rules();
        return new StepOrder(chosen, mistakes).inOrder();
    }

    private boolean isTooMany(int steps, Node.Mapping node) {
        if (steps <= DefinitionLimits.STEPS) {
            return false;
        }
        mistakes.add(
                node.place(),
                "steps",
                "has %,d steps; at most %,d are allowed".formatted(steps, DefinitionLimits.STEPS));
        return true;
    }

    private Optional<Node.Mapping> last(@Nullable Node node) {
        if (node instanceof Node.Mapping mapping) {
            return Optional.of(mapping);
        }
        if (node != null) {
            mistakes.add(
                    node.place(),
                    "finally",
                    "is %s, but must be a mapping of steps".formatted(node.kind()));
        }
        return Optional.empty();
    }

    private static Set<String> names(Map<Role, Node.Mapping> parts) {
        var names = new LinkedHashSet<String>();
        parts.values().forEach(part -> names.addAll(part.entries().keySet()));
        return names;
    }

    private List<StepDraft> drafts(Map<Role, Node.Mapping> parts) {
        var check = new StepCheck(json, validator, mistakes);
        var drafts = new LinkedHashMap<String, StepDraft>();
        parts.forEach((role, steps) ->
                steps.entries()
                        .forEach((name, entry) -> {
                            var field = role.part() + "." + name;
                            if (!name.matches(Names.PATTERN)) {
                                mistakes.add(entry.key(), field, "a step's name " + Names.MESSAGE);
                            }
                            for (var draft : check.check(role, name, entry, field)) {
                                add(draft, entry.key(), field, drafts);
                            }
                        }));
        return new ArrayList<>(drafts.values());
    }

    private void add(StepDraft draft, Place place, String field, Map<String, StepDraft> drafts) {
        if (drafts.putIfAbsent(draft.step().name(), draft) != null) {
            mistakes.add(place, field, "'steps' has a step of that name too; names must differ");
        }
    }
}
