package dev.millrace.transform.expression;

import org.jspecify.annotations.Nullable;

/**
 * Computes one value of a row. The primitive kinds leave in {@link Frame#isNull} whether the value
 * is null, and the number they return then means nothing.
 */
public sealed interface Evaluator {

    /** A DOUBLE. */
    non-sealed interface OfDouble extends Evaluator {
        double evaluate(Frame frame);
    }

    /** A LONG. */
    non-sealed interface OfLong extends Evaluator {
        long evaluate(Frame frame);
    }

    /** A BOOLEAN. */
    non-sealed interface OfBoolean extends Evaluator {
        boolean evaluate(Frame frame);
    }

    /** A STRING, DATE, TIMESTAMP or DOUBLE_ARRAY; does not touch the null flag. */
    non-sealed interface OfObject extends Evaluator {
        @Nullable Object evaluate(Frame frame);
    }
}
