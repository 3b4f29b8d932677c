package dev.millrace.transform.expression;

import static dev.millrace.transform.ColumnType.BOOLEAN;

import dev.millrace.transform.expression.Evaluator.OfBoolean;
import dev.millrace.transform.expression.Evaluator.OfObject;
import dev.millrace.transform.expression.Functions.Function;
import java.util.List;
import java.util.Map;

/** Three-valued logic. */
final class Logic {

    private Logic() {}

    static void describe(Map<String, Function> table) {
        table.put("and", Function.of(2, arguments -> decide(arguments, false)));
        table.put("or", Function.of(2, arguments -> decide(arguments, true)));
        table.put("not", Function.of(1, Logic::not));
        table.put("is null", Function.of(1, arguments -> isNull(arguments.getFirst())));
        table.put("isnull", Function.of(1, arguments -> isNull(arguments.getFirst())));
        table.put(
                "isnotnull",
                Function.of(1, arguments -> not(List.of(isNull(arguments.getFirst())))));
    }

    /** One deciding value decides (false for and, true for or); otherwise one null gives null. */
    static Typed decide(List<Typed> arguments, boolean deciding) {
        var conditions = arguments.stream().map(Typed::asBoolean).toArray(OfBoolean[]::new);
        return new Typed(
                BOOLEAN,
                (OfBoolean)
                        frame -> {
                            boolean sawNull = false;
                            for (var condition : conditions) {
                                boolean value = condition.evaluate(frame);
                                if (!frame.isNull && value == deciding) {
                                    return deciding;
                                }
                                sawNull |= frame.isNull;
                            }
                            frame.isNull = sawNull;
                            return !deciding;
                        });
    }

    private static Typed not(List<Typed> arguments) {
        OfBoolean value = arguments.getFirst().asBoolean();
        return new Typed(BOOLEAN, (OfBoolean) frame -> !value.evaluate(frame));
    }

    private static Typed isNull(Typed argument) {
        NullTest test = nullTest(argument.code());
        return new Typed(
                BOOLEAN,
                (OfBoolean)
                        frame -> {
                            boolean isNull = test.isNull(frame);
                            frame.isNull = false;
                            return isNull;
                        });
    }

    private interface NullTest {
        boolean isNull(Frame frame);
    }

    private static NullTest nullTest(Evaluator code) {
        return switch (code) {
            case OfObject value -> frame -> value.evaluate(frame) == null;
            case Evaluator.OfDouble value ->
                    frame -> {
                        value.evaluate(frame);
                        return frame.isNull;
                    };
            case Evaluator.OfLong value ->
                    frame -> {
                        value.evaluate(frame);
                        return frame.isNull;
                    };
            case OfBoolean value ->
                    frame -> {
                        value.evaluate(frame);
                        return frame.isNull;
                    };
        };
    }
}
