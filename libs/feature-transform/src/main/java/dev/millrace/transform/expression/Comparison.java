package dev.millrace.transform.expression;

import static dev.millrace.transform.ColumnType.BOOLEAN;

import dev.millrace.transform.ColumnType;
import dev.millrace.transform.expression.Evaluator.OfBoolean;
import dev.millrace.transform.expression.Functions.Function;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/** = <> < <= > >= and IN. NaN equals itself and is the largest number, as in Spark. */
final class Comparison {

    private Comparison() {}

    static void describe(Map<String, Function> table) {
        put(table, "=", order -> order == 0);
        put(table, "<>", order -> order != 0);
        put(table, "<", order -> order < 0);
        put(table, "<=", order -> order <= 0);
        put(table, ">", order -> order > 0);
        put(table, ">=", order -> order >= 0);
        table.put("in", Function.atLeast(2, Comparison::in));
    }

    private static void put(Map<String, Function> table, String name, IntPredicate holds) {
        table.put(name, Function.of(2, arguments -> compare(name, arguments, holds)));
    }

    static Typed equal(Typed left, Typed right) {
        return compare("=", List.of(left, right), order -> order == 0);
    }

    private static Typed in(List<Typed> arguments) {
        var common = Typed.common("in", arguments);
        var wanted = common == null ? BOOLEAN : common;
        var value = arguments.getFirst().as(wanted);
        var matches = new ArrayList<Typed>();
        for (var element : arguments.subList(1, arguments.size())) {
            matches.add(equal(value, element.as(wanted)));
        }
        return Logic.decide(matches, true);
    }

    private static Typed compare(String operator, List<Typed> arguments, IntPredicate holds) {
        var common = Typed.common(operator, arguments);
        var code = compare(common == null ? BOOLEAN : common, arguments, holds);
        return new Typed(BOOLEAN, code);
    }

    private static OfBoolean compare(ColumnType type, List<Typed> arguments, IntPredicate holds) {
        var left = arguments.get(0);
        var right = arguments.get(1);
        return switch (type) {
            case LONG -> longs(left.asLong(), right.asLong(), holds);
            case DOUBLE -> doubles(left.asDouble(), right.asDouble(), holds);
            case BOOLEAN -> booleans(left.asBoolean(), right.asBoolean(), holds);
            case STRING, DATE, TIMESTAMP, DOUBLE_ARRAY ->
                    objects(left.asObject(type), right.asObject(type), holds);
        };
    }

    private static OfBoolean longs(
            Evaluator.OfLong left, Evaluator.OfLong right, IntPredicate holds) {
        return frame -> {
            long a = left.evaluate(frame);
            if (frame.isNull) {
                return false;
            }
            long b = right.evaluate(frame);
            return !frame.isNull && holds.test(Long.compare(a, b));
        };
    }

    private static OfBoolean doubles(
            Evaluator.OfDouble left, Evaluator.OfDouble right, IntPredicate holds) {
        return frame -> {
            double a = left.evaluate(frame);
            if (frame.isNull) {
                return false;
            }
            double b = right.evaluate(frame);
            return !frame.isNull && holds.test(Order.compare(a, b));
        };
    }

    private static OfBoolean booleans(OfBoolean left, OfBoolean right, IntPredicate holds) {
        return frame -> {
            boolean a = left.evaluate(frame);
            if (frame.isNull) {
                return false;
            }
            boolean b = right.evaluate(frame);
            return !frame.isNull && holds.test(Boolean.compare(a, b));
        };
    }

    private static OfBoolean objects(
            Evaluator.OfObject left, Evaluator.OfObject right, IntPredicate holds) {
        return frame -> {
            var a = left.evaluate(frame);
            var b = a == null ? null : right.evaluate(frame);
            frame.isNull = a == null || b == null;
            return a != null && b != null && holds.test(Order.compare(a, b));
        };
    }
}
