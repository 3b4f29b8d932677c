package dev.millrace.orchestrator.definition;

import dev.millrace.contracts.orchestrator.ParameterRule;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Holds a value against a parameter's rule. */
final class ParameterCheck {

    private ParameterCheck() {}

    /** What is wrong with the value and what would be right; null if nothing is wrong. */
    static @Nullable String problem(ParameterRule rule, Object value) {
        if (ParameterValue.read(rule.type(), value) == null) {
            return "is %s, but must be %s"
                    .formatted(Text.described(value), ParameterValue.form(rule.type()));
        }
        if (!rule.choices().isEmpty() && !isChoice(rule, value)) {
            return "is %s, but must be one of %s"
                    .formatted(
                            Text.described(value),
                            Text.listed(rule.choices().stream().map(Object::toString).toList()));
        }
        if (isOutside(rule, value)) {
            return "is %s, but must be %s".formatted(Text.described(value), range(rule));
        }
        return rule.pattern() == null ? null : mismatch(rule.pattern(), value.toString());
    }

    private static boolean isChoice(ParameterRule rule, Object value) {
        var read = ParameterValue.read(rule.type(), value);
        return rule.choices().stream()
                .anyMatch(choice ->
                        choice.equals(value)
                                || read != null
                                        && read.equals(ParameterValue.read(rule.type(), choice)));
    }

    private static boolean isOutside(ParameterRule rule, Object value) {
        var minimum = rule.minimum();
        var maximum = rule.maximum();
        return minimum != null && ParameterValue.compare(rule.type(), value, minimum) < 0
                || maximum != null && ParameterValue.compare(rule.type(), value, maximum) > 0;
    }

    private static String range(ParameterRule rule) {
        if (rule.minimum() == null) {
            return "at most " + rule.maximum();
        }
        return rule.maximum() == null
                ? "at least " + rule.minimum()
                : "from %s to %s".formatted(rule.minimum(), rule.maximum());
    }

    /** A pattern may go back and forth without end, or deeper than the stack. */
    private static @Nullable String mismatch(String pattern, String text) {
        try {
            return Pattern.compile(pattern).matcher(new ReadingLimit(text)).matches()
                    ? null
                    : "is %s, but must match %s".formatted(Text.described(text), pattern);
        } catch (ReadingLimit.Exceeded | StackOverflowError e) {
            return "takes too long to hold against %s; a simpler pattern or a shorter text would do"
                    .formatted(pattern);
        }
    }
}
