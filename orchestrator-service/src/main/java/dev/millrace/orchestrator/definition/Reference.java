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

    /** Reads {@code parameters.name} or {@code steps.name.output}. */
    static Reference parse(String text) throws InvalidExpression {
        var parts = List.of(text.strip().split("\\.", -1));
        for (var part : parts) {
            if (!Pattern.matches("[A-Za-z0-9_-]+", part)) {
                throw wrong(text);
            }
        }
        if (parts.size() == 2 && "parameters".equals(parts.getFirst())) {
            return new Parameter(parts.get(1));
        }
        if (parts.size() >= 3 && "steps".equals(parts.getFirst())) {
            return new Output(parts.get(1), parts.subList(2, parts.size()));
        }
        throw wrong(text);
    }

    private static InvalidExpression wrong(String text) {
        return new InvalidExpression(
                "${%s} is no reference; write ${parameters.NAME} or ${steps.STEP.OUTPUT}"
                        .formatted(Text.shortened(text)));
    }
}
