package dev.millrace.transform.expression;

import static dev.millrace.transform.ColumnType.DOUBLE;
import static dev.millrace.transform.ColumnType.LONG;

import dev.millrace.transform.expression.Evaluator.OfDouble;
import dev.millrace.transform.expression.Evaluator.OfLong;
import dev.millrace.transform.expression.Functions.Function;
import java.util.List;
import java.util.Map;
import java.util.function.LongBinaryOperator;

/**
 * + - * / % and the signs. LONG arithmetic that overflows and every division by zero is an error.
 */
final class Arithmetic {

    private Arithmetic() {}

    static void describe(Map<String, Function> table) {
        table.put("+", Function.of(2, Arithmetic::plus));
        table.put("-", Function.of(2, Arithmetic::minus));
        table.put("*", Function.of(2, Arithmetic::times));
        table.put("/", Function.of(2, Arithmetic::divided));
        table.put("%", Function.of(2, Arithmetic::remainder));
        table.put("negative", Function.of(1, Arithmetic::negative));
        table.put("positive", Function.of(1, Arithmetic::positive));
    }

    private static boolean whole(String operator, List<Typed> arguments) {
        return Typed.common(operator, arguments) == LONG;
    }

    private static Typed plus(List<Typed> arguments) {
        if (whole("+", arguments)) {
            OfLong left = arguments.get(0).asLong();
            OfLong right = arguments.get(1).asLong();
            return longs(left, right, Math::addExact);
        }
        OfDouble left = arguments.get(0).asDouble();
        OfDouble right = arguments.get(1).asDouble();
        return doubles(frame -> {
            double a = left.evaluate(frame);
            return frame.isNull ? 0 : a + right.evaluate(frame);
        });
    }

    private static Typed minus(List<Typed> arguments) {
        if (whole("-", arguments)) {
            OfLong left = arguments.get(0).asLong();
            OfLong right = arguments.get(1).asLong();
            return longs(left, right, Math::subtractExact);
        }
        OfDouble left = arguments.get(0).asDouble();
        OfDouble right = arguments.get(1).asDouble();
        return doubles(frame -> {
            double a = left.evaluate(frame);
            return frame.isNull ? 0 : a - right.evaluate(frame);
        });
    }

    private static Typed times(List<Typed> arguments) {
        if (whole("*", arguments)) {
            OfLong left = arguments.get(0).asLong();
            OfLong right = arguments.get(1).asLong();
            return longs(left, right, Math::multiplyExact);
        }
        OfDouble left = arguments.get(0).asDouble();
        OfDouble right = arguments.get(1).asDouble();
        return doubles(frame -> {
            double a = left.evaluate(frame);
            return frame.isNull ? 0 : a * right.evaluate(frame);
        });
    }

    /**
     * Always a DOUBLE. Like Spark, looks at the divisor first: a null there is null, whatever the
     * left.
     */
    private static Typed divided(List<Typed> arguments) {
        OfDouble left = arguments.get(0).asDouble();
        OfDouble right = arguments.get(1).asDouble();
        return doubles(frame -> {
            double b = right.evaluate(frame);
            if (frame.isNull) {
                return 0;
            }
            double a = left.evaluate(frame);
            return frame.isNull ? 0 : a / divisor(b);
        });
    }

    private static Typed remainder(List<Typed> arguments) {
        if (whole("%", arguments)) {
            OfLong left = arguments.get(0).asLong();
            OfLong right = arguments.get(1).asLong();
            return new Typed(LONG, (OfLong) frame -> remainder(left, right, frame));
        }
        OfDouble left = arguments.get(0).asDouble();
        OfDouble right = arguments.get(1).asDouble();
        return doubles(frame -> {
            double b = right.evaluate(frame);
            if (frame.isNull) {
                return 0;
            }
            double a = left.evaluate(frame);
            return frame.isNull ? 0 : a % divisor(b);
        });
    }

    private static long remainder(OfLong left, OfLong right, Frame frame) {
        long b = right.evaluate(frame);
        if (frame.isNull) {
            return 0;
        }
        long a = left.evaluate(frame);
        if (frame.isNull) {
            return 0;
        }
        if (b == 0) {
            throw divisionByZero();
        }
        return a % b;
    }

    private static Typed negative(List<Typed> arguments) {
        if (arguments.getFirst().type() == LONG) {
            OfLong value = arguments.getFirst().asLong();
            return new Typed(
                    LONG,
                    (OfLong)
                            frame -> {
                                long a = value.evaluate(frame);
                                return frame.isNull ? 0 : Math.negateExact(a);
                            });
        }
        OfDouble value = arguments.getFirst().asDouble();
        return doubles(frame -> -value.evaluate(frame));
    }

    private static Typed positive(List<Typed> arguments) {
        return arguments.getFirst().type() == LONG
                ? arguments.getFirst()
                : doubles(arguments.getFirst().asDouble());
    }

    private static double divisor(double value) {
        if (value == 0) {
            throw divisionByZero();
        }
        return value;
    }

    private static EvaluationFailure divisionByZero() {
        return new EvaluationFailure("division by zero; nullif(divisor, 0) would give null");
    }

    private static Typed doubles(OfDouble code) {
        return new Typed(DOUBLE, code);
    }

    private static Typed longs(OfLong left, OfLong right, LongBinaryOperator operator) {
        return new Typed(
                LONG,
                (OfLong)
                        frame -> {
                            long a = left.evaluate(frame);
                            if (frame.isNull) {
                                return 0;
                            }
                            long b = right.evaluate(frame);
                            return frame.isNull ? 0 : operator.applyAsLong(a, b);
                        });
    }
}
