package dev.millrace.orchestrator.pipeline;

import dev.millrace.contracts.failure.Mistake;
import dev.millrace.orchestrator.definition.Definition;
import dev.millrace.orchestrator.definition.ParameterValues;
import dev.millrace.orchestrator.definition.StepDefinition;
import dev.millrace.orchestrator.definition.StepType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks into the pipelines that a new version contains, and those that these contain. Only the new
 * version can close a circle, since all others were there before it.
 */
final class Containment {

    /** How many pipelines may stand within each other. */
    static final int DEEPEST = 16;

    /** What is posted so far. */
    interface Posted {

        /** Empty where there is no such pipeline. */
        OptionalInt latest(String pipeline);

        Definition definition(String pipeline, int version);
    }

    private final Posted posted;
    private final Definition root;
    private final int number;
    private final Set<String> seen = new HashSet<>();
    private final Map<String, OptionalInt> latest = new HashMap<>();
    private final List<Mistake> mistakes = new ArrayList<>();

    private Containment(Posted posted, Definition root, int number) {
        this.posted = posted;
        this.root = root;
        this.number = number;
    }

    /** What is wrong with what the definition contains, once it is that version. */
    static List<Mistake> mistakes(Posted posted, Definition definition, int number) {
        var containment = new Containment(posted, definition, number);
        for (var part : parts(definition)) {
            containment.part(part);
        }
        return containment.mistakes;
    }

    static boolean contains(Definition definition) {
        return !parts(definition).isEmpty();
    }

    /** A step that runs another pipeline; {@code field} is where it says so. */
    private record Part(
            String field, String pipeline, @Nullable Integer version, @Nullable Object given) {

        String name() {
            return version == null ? pipeline : "%s@%d".formatted(pipeline, version);
        }
    }

    private static List<Part> parts(Definition definition) {
        var parts = new ArrayList<Part>();
        for (var step : definition.steps()) {
            var field = (step.flow().last() ? "finally." : "steps.") + step.name();
            if (step.type() == StepType.PIPELINE) {
                parts.add(part(step, field));
            }
            var each = step.each();
            if (each != null && each.type() == StepType.PIPELINE) {
                parts.add(part(each, field + ".each"));
            }
        }
        return parts;
    }

    private static Part part(StepDefinition step, String field) {
        var version = step.body().get("version");
        return new Part(
                field,
                String.valueOf(step.body().get("pipeline")),
                version instanceof Number number ? number.intValue() : null,
                step.body().get("parameters"));
    }

    private void part(Part part) {
        int before = mistakes.size();
        look(part, part, List.of(root.pipeline()));
        if (mistakes.size() == before) {
            parameters(part);
        }
    }

    /**
     * @param top the step of the new version through which we came here
     * @param path the pipelines that stand around the part
     */
    private void look(Part top, Part part, List<String> path) {
        var circle = new ArrayList<>(path);
        circle.add(part.name());
        if (isRoot(part)) {
            wrong(
                    top,
                    "pipeline",
                    "the pipeline would contain itself: %s (each contains the next)"
                            .formatted(String.join(" -> ", circle)));
            return;
        }
        if (circle.size() > DEEPEST) {
            wrong(
                    top,
                    "pipeline",
                    "at most %d pipelines may stand within each other, but here are: %s"
                            .formatted(DEEPEST, String.join(" -> ", circle)));
            return;
        }
        var definition = definition(top, part);
        if (definition != null && seen.add("%s@%s".formatted(part.pipeline(), part.version()))) {
            parts(definition).forEach(inner -> look(top, inner, circle));
        }
    }

    private boolean isRoot(Part part) {
        return part.pipeline().equals(root.pipeline())
                && (part.version() == null || part.version() == number);
    }

    private @Nullable Definition definition(Part top, Part part) {
        var last = latest.computeIfAbsent(part.pipeline(), posted::latest);
        var version = part.version();
        if (last.isEmpty()) {
            wrong(
                    top,
                    "pipeline",
                    "there is no pipeline '%s'; post it first".formatted(part.pipeline()));
            return null;
        }
        if (version != null && version > last.getAsInt()) {
            wrong(
                    top,
                    "version",
                    "pipeline '%s' has no version %d; its latest is %d"
                            .formatted(part.pipeline(), version, last.getAsInt()));
            return null;
        }
        return posted.definition(part.pipeline(), version == null ? last.getAsInt() : version);
    }

    @SuppressWarnings("unchecked")
    private void parameters(Part part) {
        var definition = definition(part, part);
        if (definition == null || !(part.given() == null || part.given() instanceof Map<?, ?>)) {
            return;
        }
        var given = (Map<String, @Nullable Object>) part.given();
        for (var mistake : ParameterValues.foreseen(definition, given)) {
            wrong(part, String.valueOf(mistake.field()), mistake.message());
        }
    }

    private void wrong(Part part, String field, String message) {
        mistakes.add(Mistake.in(part.field() + "." + field, message));
    }
}
