package dev.millrace.transform;

import dev.millrace.transform.Operation.NumericNulls;
import dev.millrace.transform.expression.Evaluator.OfDouble;

/**
 * The arithmetic of the numeric operations. Logarithms are StrictMath's: equal on every machine.
 */
final class NumericOperations {

    private NumericOperations() {}

    /** What to do where the value before is null. */
    record NullPolicy(NumericNulls nulls, String feature) {

        /** The number beside the null flag, which stays set, if null may pass. */
        double answer() {
            return switch (nulls) {
                case ERROR -> throw Refusals.missing(feature);
                case KEEP -> 0;
            };
        }
    }

    static OfDouble scale(OfDouble input, double offset, double divisor, NullPolicy nulls) {
        if (divisor == 0) {
            return constantColumn(input, nulls);
        }
        return frame -> {
            double x = input.evaluate(frame);
            return frame.isNull ? nulls.answer() : (x - offset) / divisor;
        };
    }

    private static OfDouble constantColumn(OfDouble input, NullPolicy nulls) {
        return frame -> {
            input.evaluate(frame); // for its null flag
            return frame.isNull ? nulls.answer() : 0;
        };
    }

    static OfDouble log(OfDouble input, double offset, NullPolicy nulls) {
        return frame -> {
            double x = input.evaluate(frame);
            if (frame.isNull) {
                return nulls.answer();
            }
            if (!(x + offset > 0)) {
                throw Refusals.noLogarithm(nulls.feature(), x, offset);
            }
            return StrictMath.log(x + offset);
        };
    }

    static OfDouble clip(OfDouble input, double min, double max, NullPolicy nulls) {
        return frame -> {
            double x = input.evaluate(frame);
            return frame.isNull ? nulls.answer() : Math.max(min, Math.min(max, x));
        };
    }

    static OfDouble impute(OfDouble input, double replacement) {
        return frame -> {
            double x = input.evaluate(frame);
            if (frame.isNull) {
                frame.isNull = false;
                return replacement;
            }
            return x;
        };
    }
}
