package dev.millrace.orchestrator.definition;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Comparisons joined by {@code and}, such as <code>${steps.train.metrics.auc} >= 0.7</code>. */
public record Condition(List<Comparison> comparisons) {

    private static final Pattern TOKEN =
            Pattern.compile(
                    "\\s*(?:(?<reference>\\$\\{[^}]*})|(?<number>-?[0-9]{1,60}(?:\\.[0-9]{1,60})?(?:[eE][-+]?[0-9]{1,4})?)"
                            + "|(?<text>\"[^\"]*\"|'[^']*')|(?<operator>>=|<=|==|!=|>|<)|(?<word>[A-Za-z]+))\\s*");

    private static final String FORM =
            "; write such as ${steps.train.metrics.accuracy} >= 0.7, several joined by 'and'";

    /** Two operands and how they must relate. An operand is a Reference or a constant. */
    record Comparison(Object left, String operator, Object right) {}

    /**
     * What came out.
     *
     * @param values what the references stood for, by their text
     * @param unmet the comparisons that do not hold, with their numbers; null where all hold
     */
    public record Verdict(Map<String, Object> values, @Nullable String unmet) {}

    static Condition parse(String text) throws InvalidExpression {
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
        return new Condition(comparisons);
    }

    /** A condition that was found right when its definition was posted. */
    public static Condition stored(String text) {
        try {
            return parse(text);
        } catch (InvalidExpression e) {
            throw new IllegalStateException("unreadable condition in a stored definition", e);
        }
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

    List<Reference> references() {
        return comparisons.stream()
                .<Object>mapMulti((comparison, sink) -> {
                    sink.accept(comparison.left());
                    sink.accept(comparison.right());
                })
                .filter(Reference.class::isInstance)
                .map(Reference.class::cast)
                .toList();
    }

    /** Compares; refuses a comparison by size of what is no number. */
    public Verdict evaluate(Scope scope) {
        Map<String, Object> values = new LinkedHashMap<>();
        List<String> unmet = new ArrayList<>();
        for (var comparison : comparisons) {
            var left = value(comparison.left(), scope, values);
            var right = value(comparison.right(), scope, values);
            if (!holds(left, comparison.operator(), right)) {
                unmet.add(
                        "%s is %s, which is not %s %s"
                                .formatted(
                                        comparison.left(),
                                        Text.shortened(left.toString()),
                                        comparison.operator(),
                                        Text.shortened(right.toString())));
            }
        }
        return new Verdict(values, unmet.isEmpty() ? null : String.join("; ", unmet));
    }

    /** Whether it holds, as far as these parameters tell; null where an output decides. */
    @Nullable Boolean foreseen(Map<String, @Nullable Object> parameters) {
        var scope = new Scope(parameters, Map.of());
        boolean open = false;
        for (var comparison : comparisons) {
            if (!isKnown(comparison.left(), parameters)
                    || !isKnown(comparison.right(), parameters)) {
                open = true;
            } else if (new Condition(List.of(comparison)).evaluate(scope).unmet() != null) {
                return false;
            }
        }
        return open ? null : true;
    }

    private static boolean isKnown(Object operand, Map<String, @Nullable Object> parameters) {
        return !(operand instanceof Reference reference)
                || reference instanceof Reference.Parameter parameter
                        && parameters.get(parameter.name()) != null;
    }

    private static Object value(Object operand, Scope scope, Map<String, Object> values) {
        if (!(operand instanceof Reference reference)) {
            return operand;
        }
        var value = scope.value(reference);
        if (value == null) {
            throw new PlatformException(
                    FailureCode.INVALID_PIPELINE, "%s has no value".formatted(reference));
        }
        values.put(reference.toString(), value);
        return value;
    }

    private static boolean holds(Object left, String operator, Object right) {
        if (left instanceof Number a && right instanceof Number b) {
            int order = new BigDecimal(a.toString()).compareTo(new BigDecimal(b.toString()));
            return switch (operator) {
                case ">=" -> order >= 0;
                case "<=" -> order <= 0;
                case ">" -> order > 0;
                case "<" -> order < 0;
                case "==" -> order == 0;
                default -> order != 0;
            };
        }
        return switch (operator) {
            case "==" -> left.equals(right);
            case "!=" -> !left.equals(right);
            default ->
                    throw new PlatformException(
                            FailureCode.INVALID_PIPELINE,
                            "%s %s %s compares what is no number"
                                    .formatted(
                                            Text.shortened(left.toString()),
                                            operator,
                                            Text.shortened(right.toString())));
        };
    }
}
