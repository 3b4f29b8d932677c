package dev.millrace.transform;

import dev.millrace.transform.expression.Evaluator.OfBoolean;
import dev.millrace.transform.expression.Evaluator.OfDouble;
import dev.millrace.transform.expression.Evaluator.OfLong;
import dev.millrace.transform.expression.Evaluator.OfObject;
import dev.millrace.transform.expression.Frame;
import dev.millrace.transform.expression.Typed;
import org.jspecify.annotations.Nullable;

/** Reads a value of any type as an object, where categories are learned. */
interface BoxedValue {

    @Nullable Object of(Frame frame);

    static BoxedValue reader(Typed input) {
        return switch (input.code()) {
            case OfObject value -> value::evaluate;
            case OfLong value ->
                    frame -> {
                        long number = value.evaluate(frame);
                        return frame.isNull ? null : (Object) number;
                    };
            case OfDouble value ->
                    frame -> {
                        double number = value.evaluate(frame);
                        return frame.isNull ? null : (Object) number;
                    };
            case OfBoolean value ->
                    frame -> {
                        boolean truth = value.evaluate(frame);
                        return frame.isNull ? null : (Object) truth;
                    };
        };
    }
}
