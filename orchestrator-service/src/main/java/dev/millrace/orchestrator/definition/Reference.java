package dev.millrace.orchestrator.definition;

import java.util.List;
import java.util.regex.Pattern;

/** What stands between <code>${</code> and <code>}</code>. */
public sealed interface Reference {

    /** The run's parameter of that name. */
    record Parameter(String name) implements Reference {

        @Override
        public String toString() {
            return "parameters." + name;
        }
    }

    /** An output of an earlier step; {@code path} has at least one element. */
    record Output(String step, List<String> path) implements Reference {

        @Override
        public String toString() {
            return "steps.%s.%s".formatted(step, String.join(".", path));
        }
    }

    /** A fact of the run itself, such as {@code run.id}. */
    record Fact(String name) implements Reference {

        /** Names of all facts. */
        public static final List<String> NAMES =
                List.of("id", "pipeline", "version", "startedAt", "startedBy", "state");

        @Override
        public String toString() {
            return "run." + name;
        }
    }

    /** The item that this step of a map is for, or a part of it. */
    record Item(List<String> path) implements Reference {

        @Override
        public String toString() {
            return path.isEmpty() ? "item" : "item." + String.join(".", path);
        }
    }

    /** The place of a map's item, counted from 0. */
    record Index() implements Reference {

        @Override
        public String toString() {
            return "index";
        }
    }

    /** A secret of this installation; its value is known only where it is used. */
    record Secret(String name) implements Reference {

        @Override
        public String toString() {
            return "secrets." + name;
        }
    }

    /** Names with dots between them. */
    Pattern FORM = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

    /** Reads {@code parameters.name}, {@code steps.name.output} and the like. */
    static Reference parse(String text) throws InvalidExpression {
        if (text.length() > DefinitionLimits.REFERENCE_CHARACTERS) {
            throw new InvalidExpression(
                    "${%s} is longer than a reference can be, %,d characters"
                            .formatted(
                                    Text.shortened(text), DefinitionLimits.REFERENCE_CHARACTERS));
        }
        if (!FORM.matcher(text.strip()).matches()) {
            throw wrong(text);
        }
        var parts = List.of(text.strip().split("\\.", -1));
        if (parts.size() == 2 && "parameters".equals(parts.getFirst())) {
            return new Parameter(parts.get(1));
        }
        if (parts.size() >= 3 && "steps".equals(parts.getFirst())) {
            return new Output(parts.get(1), parts.subList(2, parts.size()));
        }
        if (parts.size() == 2
                && "run".equals(parts.getFirst())
                && Fact.NAMES.contains(parts.get(1))) {
            return new Fact(parts.get(1));
        }
        if ("item".equals(parts.getFirst())) {
            return new Item(parts.subList(1, parts.size()));
        }
        if (parts.equals(List.of("index"))) {
            return new Index();
        }
        if (parts.size() == 2 && "secrets".equals(parts.getFirst())) {
            return new Secret(parts.get(1));
        }
        throw wrong(text);
    }

    private static InvalidExpression wrong(String text) {
        return new InvalidExpression(
                "${%s} is no reference; write ${parameters.NAME}, ${steps.STEP.OUTPUT} or ${run.id}"
                        .formatted(Text.shortened(text)));
    }
}
