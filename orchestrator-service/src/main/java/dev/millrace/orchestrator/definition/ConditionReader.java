package dev.millrace.orchestrator.definition;

import dev.millrace.orchestrator.definition.Condition.Comparison;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads conditions, from left to right and once. */
final class ConditionReader {

    private static final Pattern TOKEN =
            Pattern.compile(
                    "\\s*(?:(?<reference>\\$\\{[^}]*})|(?<number>-?[0-9]{1,60}(?:\\.[0-9]{1,60})?(?:[eE][-+]?[0-9]{1,4})?)"
                            + "|(?<text>\"[^\"]*\"|'[^']*')|(?<operator>>=|<=|==|!=|>|<)|(?<word>[A-Za-z]+))\\s*");

    private static final String FORM =
            "; write such as ${steps.train.metrics.accuracy} >= 0.7, several joined by 'and'";

    private ConditionReader() {}

    static List<Comparison> read(String text) throws InvalidExpression {
        if (text.length() > DefinitionLimits.CONDITION_CHARACTERS) {
            throw tooLong();
        }
        List<Comparison> comparisons = new ArrayList<>();
        var tokens = TOKEN.matcher(text);
        int at;
        do {
            var left = operand(next(tokens, text));
            var operator = next(tokens, text).group("operator");
            if (operator == null) {
                throw new InvalidExpression("an operator (>= <= > < == !=) is missing" + FORM);
            }
            comparisons.add(new Comparison(left, operator, operand(next(tokens, text))));
            if (comparisons.size() > DefinitionLimits.COMPARISONS) {
                throw tooLong();
            }
            at = tokens.end();
        } while (at < text.length() && "and".equals(next(tokens, text).group("word")));
        if (at < text.length()) {
            throw unreadable(text, at);
        }
        return comparisons;
    }

    private static Matcher next(Matcher tokens, String text) throws InvalidExpression {
        int from = tokens.hasMatch() ? tokens.end() : 0;
        tokens.region(from, text.length());
        if (from == text.length() || !tokens.lookingAt()) {
            throw unreadable(text, from);
        }
        return tokens;
    }

    private static InvalidExpression tooLong() {
        return new InvalidExpression(
                "is too long for a condition; at most %,d comparisons and %,d characters are allowed"
                        .formatted(
                                DefinitionLimits.COMPARISONS,
                                DefinitionLimits.CONDITION_CHARACTERS));
    }

    private static InvalidExpression unreadable(String text, int at) {
        var where =
                at >= text.length()
                        ? "it ends too early"
                        : "at '" + Text.shortened(text.substring(at)) + "'";
        return new InvalidExpression("is no condition (%s)%s".formatted(where, FORM));
    }

    private static Object operand(Matcher token) throws InvalidExpression {
        if (token.group("reference") != null) {
            var reference = token.group("reference");
            return Reference.parse(reference.substring(2, reference.length() - 1));
        }
        if (token.group("number") != null) {
            return new BigDecimal(token.group("number"));
        }
        if (token.group("text") != null) {
            var quoted = token.group("text");
            return quoted.substring(1, quoted.length() - 1);
        }
        return switch (token.group("word")) {
            case "true" -> true;
            case "false" -> false;
            case null, default ->
                    throw new InvalidExpression(
                            "'%s' is no value%s"
                                    .formatted(Text.shortened(token.group().strip()), FORM));
        };
    }
}
