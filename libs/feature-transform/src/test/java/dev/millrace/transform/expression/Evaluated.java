package dev.millrace.transform.expression;

import dev.millrace.transform.Column;
import java.util.List;

/** Evaluates an expression once. */
final class Evaluated {

    private Evaluated() {}

    static Object value(String text, List<Column> schema, Object... row) {
        var expression = Expression.compile(text, schema);
        var frame = new Frame();
        frame.values = row;
        Object value =
                switch (expression.code()) {
                    case Evaluator.OfDouble code -> code.evaluate(frame);
                    case Evaluator.OfLong code -> code.evaluate(frame);
                    case Evaluator.OfBoolean code -> code.evaluate(frame);
                    case Evaluator.OfObject code -> {
                        var object = code.evaluate(frame);
                        frame.isNull = object == null;
                        yield object;
                    }
                };
        return frame.isNull ? null : value;
    }
}
