package dev.millrace.orchestrator.definition;

import dev.millrace.contracts.failure.PlatformException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Comparisons about the body of an answer, such as {@code body.state == "ready" and body.rows > 0}.
 * The body may also be written <code>${body.state}</code>.
 */
public final class BodyCondition {

    // Whatever stands in quotes is left as it is.
    private static final Pattern BODY =
            Pattern.compile(
                    "\"[^\"]*\"|'[^']*'|\\$\\{\\s*body(?<inside>[^}]*)}|\\bbody(?<bare>(\\.[A-Za-z0-9_-]+)*)");

    private final Condition condition;

    private BodyCondition(Condition condition) {
        this.condition = condition;
    }

    /** Reads it; {@link IllegalArgumentException} says what is wrong with it. */
    public static BodyCondition parse(String text) {
        try {
            var condition = Condition.parse(asItem(text));
            for (var reference : condition.references()) {
                if (!(reference instanceof Reference.Item)) {
                    throw new IllegalArgumentException(
                            "%s is not in the body; write such as body.ready == true"
                                    .formatted(reference));
                }
            }
            return new BodyCondition(condition);
        } catch (InvalidExpression wrong) {
            throw new IllegalArgumentException(wrong.problem().replace("${item", "${body"), wrong);
        }
    }

    /** An answer's body is what a map calls its item. */
    private static String asItem(String text) {
        return BODY.matcher(text)
                .replaceAll(found -> {
                    var inside = found.group("inside");
                    var path = inside == null ? found.group("bare") : inside;
                    return Matcher.quoteReplacement(
                            path == null ? found.group() : "${item%s}".formatted(path));
                });
    }

    /**
     * Whether it holds; not where a field that it names is missing. Refused where it compares what
     * is no number by size.
     */
    public boolean holds(@Nullable Object body) {
        var scope = new Scope(Map.of(), Map.of(), Map.of(), new Scope.MapItem(body, 0));
        for (var reference : condition.references()) {
            try {
                if (scope.value(reference) == null) {
                    return false;
                }
            } catch (PlatformException missing) {
                return false;
            }
        }
        return condition.evaluate(scope).unmet() == null;
    }
}
