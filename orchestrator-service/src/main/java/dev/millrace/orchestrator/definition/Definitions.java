package dev.millrace.orchestrator.definition;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.kit.web.StrictJson;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Reads pipeline definitions. */
@Component
public class Definitions {

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
        read(text, mistakes, new Substitution(parameters)::steps);
        return mistakes.inOrder();
    }

    /** The definition; a wrong one is refused with every mistake. */
    public Definition parse(String text) {
        var reading = read(text);
        if (!reading.mistakes().isEmpty()) {
            throw refusal(reading.mistakes());
        }
        return Objects.requireNonNull(reading.definition());
    }

    private static String counted(int mistakes) {
        if (mistakes >= DefinitionLimits.MISTAKES) {
            return mistakes + " mistakes or more";
        }
        return mistakes == 1 ? "a mistake" : mistakes + " mistakes";
    }

    private record Reading(@Nullable Definition definition, List<Mistake> mistakes) {}

    /** The same mistakes, each with the place where its field stands in the text. */
    public List<Mistake> placed(String text, List<Mistake> mistakes) {
        if (mistakes.isEmpty()) {
            return mistakes;
        }
        try {
            var root = NodeReader.read(text, new Mistakes());
            return mistakes.stream().map(mistake -> placed(root, mistake)).toList();
        } catch (Unreadable e) {
            throw new IllegalArgumentException("mistakes of a text that cannot be read", e);
        }
    }

    private static Mistake placed(Node root, Mistake mistake) {
        var place = NodePath.place(root, String.valueOf(mistake.field()));
        return new Mistake(mistake.field(), place.line(), place.column(), mistake.message());
    }

    /** The refusal of a definition with these mistakes. */
    public static PlatformException refusal(List<Mistake> mistakes) {
        return new PlatformException(
                FailureCode.INVALID_PIPELINE,
                "the pipeline has " + counted(mistakes.size()),
                mistakes);
    }

    private Reading read(String text) {
        var mistakes = new Mistakes();
        var definition = read(text, mistakes, node -> node);
        return new Reading(definition, mistakes.inOrder());
    }

    /** Null where so much is wrong that nothing more could be said. */
    private @Nullable Definition read(String text, Mistakes mistakes, UnaryOperator<Node> change) {
        try {
            var node = change.apply(NodeReader.read(text, mistakes));
            return new DefinitionReader(json, validator, mistakes).read(node);
        } catch (Unreadable e) {
            mistakes.add(e.mistake());
        } catch (Mistakes.Enough e) {
            // what was found is told
        }
        return null;
    }
}
