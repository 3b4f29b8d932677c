package dev.millrace.transform.expression;

import static dev.millrace.transform.ColumnType.DOUBLE;
import static dev.millrace.transform.ColumnType.LONG;

import dev.millrace.transform.ColumnType;
import dev.millrace.transform.expression.Evaluator.OfDouble;
import dev.millrace.transform.expression.Evaluator.OfLong;
import dev.millrace.transform.expression.Evaluator.OfObject;
import dev.millrace.transform.expression.Functions.Function;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntPredicate;

/**
 * Functions of numbers. Like Spark they use StrictMath where Java's Math may differ between
 * machines.
 */
final class Maths {

    private Maths() {}

    static void describe(Map<String, Function> table) {
        table.put("abs", Function.of(1, Maths::absolute));
        table.put("sqrt", Function.of(1, arguments -> unary(arguments, Math::sqrt)));
        table.put("exp", Function.of(1, arguments -> unary(arguments, StrictMath::exp)));
        table.put("ln", Function.of(1, arguments -> logarithm(arguments, StrictMath::log)));
        table.put("log10", Function.of(1, arguments -> logarithm(arguments, StrictMath::log10)));
        table.put("pow", Function.of(2, Maths::power));
        table.put("power", Function.of(2, Maths::power));
        table.put("floor", Function.of(1, arguments -> toWhole(arguments, Math::floor)));
        table.put("ceil", Function.of(1, arguments -> toWhole(arguments, Math::ceil)));
        table.put("ceiling", Function.of(1, arguments -> toWhole(arguments, Math::ceil)));
        // With two arguments it is compiled by Compiler, which sees the constant.
        table.put("round", new Function(1, 2, arguments -> round(arguments.getFirst(), 0)));
        table.put("greatest", Function.atLeast(2, a -> extreme("greatest", a, c -> c > 0)));
        table.put("least", Function.atLeast(2, a -> extreme("least", a, c -> c < 0)));
    }

    private static Typed unary(List<Typed> arguments, DoubleUnaryOperator operator) {
        OfDouble value = arguments.getFirst().asDouble();
        return doubles(frame -> {
            double x = value.evaluate(frame);
            return frame.isNull ? 0 : operator.applyAsDouble(x);
        });
    }

    /** Null where there is no logarithm. */
    private static Typed logarithm(List<Typed> arguments, DoubleUnaryOperator operator) {
        OfDouble value = arguments.getFirst().asDouble();
        return doubles(frame -> {
            double x = value.evaluate(frame);
            frame.isNull |= x <= 0;
            return frame.isNull ? 0 : operator.applyAsDouble(x);
        });
    }

    private static Typed absolute(List<Typed> arguments) {
        if (arguments.getFirst().type() != LONG) {
            return unary(arguments, Math::abs);
        }
        OfLong value = arguments.getFirst().asLong();
        return new Typed(
                LONG,
                (OfLong)
                        frame -> {
                            long x = value.evaluate(frame);
                            return frame.isNull ? 0 : Math.absExact(x);
                        });
    }

    private static Typed power(List<Typed> arguments) {
        OfDouble base = arguments.get(0).asDouble();
        OfDouble exponent = arguments.get(1).asDouble();
        return doubles(frame -> {
            double a = base.evaluate(frame);
            if (frame.isNull) {
                return 0;
            }
            double b = exponent.evaluate(frame);
            return frame.isNull ? 0 : StrictMath.pow(a, b);
        });
    }

    private static Typed toWhole(List<Typed> arguments, DoubleUnaryOperator operator) {
        if (arguments.getFirst().type() == LONG) {
            return arguments.getFirst();
        }
        OfDouble value = arguments.getFirst().asDouble();
        return new Typed(
                LONG, (OfLong) frame -> (long) operator.applyAsDouble(value.evaluate(frame)));
    }

    /** Half away from zero, on the decimal digits that the double is written with. */
    static Typed round(Typed argument, int digits) {
        if (argument.type() == LONG) {
            return argument;
        }
        OfDouble value = argument.asDouble();
        return doubles(frame -> {
            double x = value.evaluate(frame);
            return frame.isNull || !Double.isFinite(x) ? x : round(x, digits);
        });
    }

    private static double round(double x, int digits) {
        if (digits == 0) {
            double whole = Math.floor(Math.abs(x));
            double rounded = Math.abs(x) - whole >= 0.5 ? whole + 1 : whole;
            return x < 0 && rounded != 0 ? -rounded : rounded;
        }
        return BigDecimal.valueOf(x).setScale(digits, RoundingMode.HALF_UP).doubleValue();
    }

    private static Typed extreme(String name, List<Typed> arguments, IntPredicate better) {
        ColumnType type = Typed.common(name, arguments);
        if (type == null) {
            return Typed.NULL;
        }
        var codes = arguments.stream().map(argument -> argument.as(type).code());
        Evaluator code =
                switch (type) {
                    case DOUBLE -> bestDouble(codes.toArray(OfDouble[]::new), better);
                    case LONG -> bestLong(codes.toArray(OfLong[]::new), better);
                    case STRING, DATE, TIMESTAMP, DOUBLE_ARRAY ->
                            bestObject(codes.toArray(OfObject[]::new), better);
                    case BOOLEAN ->
                            throw new InvalidExpression(name + " has no use for conditions");
                };
        return new Typed(type, code);
    }

    // Nulls are skipped; null only where all are null.
    private static OfDouble bestDouble(OfDouble[] values, IntPredicate better) {
        return frame -> {
            double best = 0;
            boolean none = true;
            for (var candidate : values) {
                double value = candidate.evaluate(frame);
                if (!frame.isNull && (none || better.test(Order.compare(value, best)))) {
                    best = value;
                    none = false;
                }
            }
            frame.isNull = none;
            return best;
        };
    }

    private static OfLong bestLong(OfLong[] values, IntPredicate better) {
        return frame -> {
            long best = 0;
            boolean none = true;
            for (var candidate : values) {
                long value = candidate.evaluate(frame);
                if (!frame.isNull && (none || better.test(Long.compare(value, best)))) {
                    best = value;
                    none = false;
                }
            }
            frame.isNull = none;
            return best;
        };
    }

    private static OfObject bestObject(OfObject[] values, IntPredicate better) {
        return frame -> {
            Object best = null;
            for (var candidate : values) {
                var value = candidate.evaluate(frame);
                if (value != null && (best == null || better.test(Order.compare(value, best)))) {
                    best = value;
                }
            }
            return best;
        };
    }

    private static Typed doubles(OfDouble code) {
        return new Typed(DOUBLE, code);
    }
}
