package dev.millrace.orchestrator.definition;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Comparisons joined by {@code and}, such as <code>${steps.train.metrics.auc} >= 0.7</code>. */
public record Condition(List<Comparison> comparisons) {

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
        return new Condition(ConditionReader.read(text));
    }

    /** A condition that was found right when its definition was posted. */
    public static Condition stored(String text) {
        try {
            return parse(text);
        } catch (InvalidExpression e) {
            throw new IllegalStateException("unreadable condition in a stored definition", e);
        }
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

    /** Whether it holds, as far as this tells; null where something else decides. */
    @Nullable Boolean foreseen(Scope scope) {
        boolean open = false;
        for (var comparison : comparisons) {
            if (!isKnown(comparison.left(), scope) || !isKnown(comparison.right(), scope)) {
                open = true;
            } else if (new Condition(List.of(comparison)).evaluate(scope).unmet() != null) {
                return false;
            }
        }
        return open ? null : true;
    }

    private static boolean isKnown(Object operand, Scope scope) {
        return switch (operand) {
            case Reference.Parameter parameter -> scope.parameters().get(parameter.name()) != null;
            case Reference.Output output -> scope.outputs().containsKey(output.step());
            case Reference _ -> false;
            default -> true;
        };
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
