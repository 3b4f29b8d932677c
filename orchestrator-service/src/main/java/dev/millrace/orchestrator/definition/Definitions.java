package dev.millrace.orchestrator.definition;

import dev.millrace.contracts.Names;
import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.kit.web.StrictJson;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Reads pipeline definitions. */
@Component
public class Definitions {

    private static final List<String> FIELDS =
            List.of("pipeline", "parameters", "steps", "finally");

    private final JsonMapper json;
    private final Validator validator;

    Definitions(JsonMapper json, Validator validator) {
        this.json = json;
        this.validator = validator;
    }

    /** Reads them as the service does, where there is no service: in tests of pipelines. */
    public static Definitions standalone() {
        return new Definitions(
                StrictJson.of(JsonMapper.builder()).build(),
                Validation.buildDefaultValidatorFactory().getValidator());
    }

    /** Every mistake, in the order of the text; none if the definition is right. */
    public List<Mistake> check(String text) {
        return read(text).mistakes();
    }

    /** Mistakes that show once these parameters stand for their values, in a right definition. */
    public List<Mistake> check(String text, Map<String, @Nullable Object> parameters) {
        var mistakes = new Mistakes();
        try {
            var node = NodeReader.read(text, mistakes);
            definition(new Substitution(parameters).steps(node), mistakes);
        } catch (Unreadable e) {
            mistakes.add(e.mistake());
        }
        return mistakes.inOrder();
    }

    /** The definition; a wrong one is refused with every mistake. */
    public Definition parse(String text) {
        var reading = read(text);
        if (!reading.mistakes().isEmpty()) {
            int count = reading.mistakes().size();
            throw new PlatformException(
                    FailureCode.INVALID_PIPELINE,
                    "the pipeline has %s".formatted(count == 1 ? "a mistake" : count + " mistakes"),
                    reading.mistakes());
        }
        return Objects.requireNonNull(reading.definition());
    }

    private record Reading(@Nullable Definition definition, List<Mistake> mistakes) {}

    private Reading read(String text) {
        var mistakes = new Mistakes();
        try {
            var definition = definition(NodeReader.read(text, mistakes), mistakes);
            return new Reading(definition, mistakes.inOrder());
        } catch (Unreadable e) {
            mistakes.add(e.mistake());
            return new Reading(null, mistakes.inOrder());
        }
    }

    private Definition definition(Node node, Mistakes mistakes) throws Unreadable {
        if (!(node instanceof Node.Mapping root)) {
            throw new Unreadable(
                    node.place(),
                    "is %s, but must be a mapping with pipeline and steps".formatted(node.kind()));
        }
        unknownFields(root, mistakes);
        var name = pipeline(root, mistakes);
        var parameters = new ParameterReader(mistakes);
        parameters.read(root.get("parameters"));
        var steps = steps(root, parameters.defaults().keySet(), mistakes);
        return new Definition(
                name, parameters.defaults(), parameters.rules(), steps, Map.of(), null, null);
    }

    private static void unknownFields(Node.Mapping root, Mistakes mistakes) {
        root.entries()
                .forEach((name, entry) -> {
                    if (!FIELDS.contains(name)) {
                        mistakes.add(
                                entry.key(),
                                name,
                                "unknown field '%s'%s"
                                        .formatted(name, Text.suggestion(name, FIELDS)));
                    }
                });
    }

    private static String pipeline(Node.Mapping root, Mistakes mistakes) {
        var node = root.get("pipeline");
        if (node == null) {
            mistakes.add(root.place(), "pipeline", "'pipeline' is required: the pipeline's name");
            return "";
        }
        if (node instanceof Node.Scalar scalar
                && scalar.value() != null
                && scalar.value().toString().matches(Names.PATTERN)) {
            return scalar.value().toString();
        }
        mistakes.add(
                node.place(), "pipeline", "is %s, but %s".formatted(node.kind(), Names.MESSAGE));
        return "";
    }

    private List<StepDefinition> steps(
            Node.Mapping root, Set<String> parameters, Mistakes mistakes) {
        var node = root.get("steps");
        if (!(node instanceof Node.Mapping steps) || steps.entries().isEmpty()) {
            mistakes.add(
                    node == null ? root.place() : node.place(),
                    "steps",
                    "'steps' must be a mapping with at least one step");
            return List.of();
        }
        var parts = new LinkedHashMap<String, Node.Mapping>();
        parts.put("steps", steps);
        last(root.get("finally"), mistakes).ifPresent(last -> parts.put("finally", last));
        int count = parts.values().stream().mapToInt(part -> part.entries().size()).sum();
        if (count > DefinitionLimits.STEPS) {
            mistakes.add(
                    steps.place(),
                    "steps",
                    "has %,d steps; at most %,d are allowed"
                            .formatted(count, DefinitionLimits.STEPS));
            return List.of();
        }
        var graph = new GraphCheck(drafts(parts, mistakes), names(parts), parameters, mistakes);
        graph.references();
        graph.rules();
        return graph.inOrder();
    }

    private static Optional<Node.Mapping> last(@Nullable Node node, Mistakes mistakes) {
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

    private static Set<String> names(Map<String, Node.Mapping> parts) {
        var names = new LinkedHashSet<String>();
        parts.values().forEach(part -> names.addAll(part.entries().keySet()));
        return names;
    }

    private List<StepDraft> drafts(Map<String, Node.Mapping> parts, Mistakes mistakes) {
        var check =
                new StepCheck(
                        mistakes,
                        new ShapeCheck(json, validator, mistakes),
                        new BodyCheck(json, mistakes));
        var drafts = new LinkedHashMap<String, StepDraft>();
        parts.forEach((part, steps) ->
                steps.entries()
                        .forEach((name, entry) -> {
                            var field = part + "." + name;
                            if (!name.matches(Names.PATTERN)) {
                                mistakes.add(entry.key(), field, "a step's name " + Names.MESSAGE);
                            }
                            var draft = check.check(part, name, entry);
                            if (draft != null && drafts.putIfAbsent(name, draft) != null) {
                                mistakes.add(
                                        entry.key(),
                                        field,
                                        "'steps' has a step of that name too; names must differ");
                            }
                        }));
        return List.copyOf(drafts.values());
    }
}
