package dev.millrace.transform.expression;

import dev.millrace.transform.ColumnType;
import dev.millrace.transform.expression.Evaluator.OfBoolean;
import dev.millrace.transform.expression.Evaluator.OfDouble;
import dev.millrace.transform.expression.Evaluator.OfLong;
import dev.millrace.transform.expression.Evaluator.OfObject;
import dev.millrace.transform.expression.Functions.Function;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Functions that give one of their arguments: if (and CASE), coalesce, nullif. */
final class Choice {

    private Choice() {}

    static void describe(Map<String, Function> table) {
        table.put("if", Function.of(3, Choice::choose));
        table.put("coalesce", Function.atLeast(1, Choice::coalesce));
        table.put("nullif", Function.of(2, Choice::nullIf));
    }

    private static Typed choose(List<Typed> arguments) {
        var branches = arguments.subList(1, 3);
        return choose(arguments.getFirst().asBoolean(), branches, Typed.common("if", branches));
    }

    private static Typed choose(
            OfBoolean condition, List<Typed> branches, @Nullable ColumnType type) {
        if (type == null) {
            return Typed.NULL;
        }
        var yes = branches.get(0).as(type).code();
        var no = branches.get(1).as(type).code();
        Evaluator code =
                switch (type) {
                    case DOUBLE -> doubles(condition, (OfDouble) yes, (OfDouble) no);
                    case LONG -> longs(condition, (OfLong) yes, (OfLong) no);
                    case BOOLEAN -> booleans(condition, (OfBoolean) yes, (OfBoolean) no);
                    case STRING, DATE, TIMESTAMP, DOUBLE_ARRAY ->
                            objects(condition, (OfObject) yes, (OfObject) no);
                };
        return new Typed(type, code);
    }

    // A null condition counts as false.
    private static boolean holds(OfBoolean condition, Frame frame) {
        return condition.evaluate(frame) && !frame.isNull;
    }

    private static OfDouble doubles(OfBoolean condition, OfDouble yes, OfDouble no) {
        return frame -> holds(condition, frame) ? yes.evaluate(frame) : no.evaluate(frame);
    }

    private static OfLong longs(OfBoolean condition, OfLong yes, OfLong no) {
        return frame -> holds(condition, frame) ? yes.evaluate(frame) : no.evaluate(frame);
    }

    private static OfBoolean booleans(OfBoolean condition, OfBoolean yes, OfBoolean no) {
        return frame -> holds(condition, frame) ? yes.evaluate(frame) : no.evaluate(frame);
    }

    private static OfObject objects(OfBoolean condition, OfObject yes, OfObject no) {
        return frame -> holds(condition, frame) ? yes.evaluate(frame) : no.evaluate(frame);
    }

    private static Typed coalesce(List<Typed> arguments) {
        var type = Typed.common("coalesce", arguments);
        if (type == null) {
            return Typed.NULL;
        }
        var codes = arguments.stream().map(argument -> argument.as(type).code()).toList();
        Evaluator code =
                switch (type) {
                    case DOUBLE -> firstDouble(codes.toArray(OfDouble[]::new));
                    case LONG -> firstLong(codes.toArray(OfLong[]::new));
                    case BOOLEAN -> firstBoolean(codes.toArray(OfBoolean[]::new));
                    case STRING, DATE, TIMESTAMP, DOUBLE_ARRAY ->
                            firstObject(codes.toArray(OfObject[]::new));
                };
        return new Typed(type, code);
    }

    private static OfDouble firstDouble(OfDouble[] values) {
        return frame -> {
            double value = 0;
            for (int i = 0; i < values.length && (i == 0 || frame.isNull); i++) {
                value = values[i].evaluate(frame);
            }
            return value;
        };
    }

    private static OfLong firstLong(OfLong[] values) {
        return frame -> {
            long value = 0;
            for (int i = 0; i < values.length && (i == 0 || frame.isNull); i++) {
                value = values[i].evaluate(frame);
            }
            return value;
        };
    }

    private static OfBoolean firstBoolean(OfBoolean[] values) {
        return frame -> {
            boolean value = false;
            for (int i = 0; i < values.length && (i == 0 || frame.isNull); i++) {
                value = values[i].evaluate(frame);
            }
            return value;
        };
    }

    private static OfObject firstObject(OfObject[] values) {
        return frame -> {
            for (var candidate : values) {
                var value = candidate.evaluate(frame);
                if (value != null) {
                    return value;
                }
            }
            return null;
        };
    }

    /** {@code if(a = b, null, a)}, in the type of a. */
    private static Typed nullIf(List<Typed> arguments) {
        var value = arguments.getFirst();
        var condition = Comparison.equal(value, arguments.getLast()).asBoolean();
        return choose(condition, List.of(Typed.NULL, value), value.type());
    }
}
