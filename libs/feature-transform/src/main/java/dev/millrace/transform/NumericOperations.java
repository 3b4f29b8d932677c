package dev.millrace.transform;

import dev.millrace.transform.Operation.NumericNulls;
import dev.millrace.transform.expression.Evaluator.OfDouble;

/**
 * The arithmetic of the numeric operations. Logarithms are StrictMath's: equal on every machine.
 */
final class NumericOperations {

    private NumericOperations() {}

    static OfDouble scale(OfDouble input, double offset, double divisor) {
        return frame -> {
            double x = input.evaluate(frame);
            return divisor == 0 ? 0 : (x - offset) / divisor;
        };
    }

    static OfDouble log(OfDouble input, double offset, String feature) {
        return frame -> {
            double x = input.evaluate(frame);
            if (frame.isNull) {
                return 0;
            }
            if (!(x + offset > 0)) {
                throw Refusals.noLogarithm(feature, x, offset);
            }
            return StrictMath.log(x + offset);
        };
    }

    static OfDouble clip(OfDouble input, double min, double max) {
        return frame -> Math.max(min, Math.min(max, input.evaluate(frame)));
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

    static OfDouble guarded(OfDouble input, NumericNulls nulls, String feature) {
        if (nulls == NumericNulls.KEEP) {
            return input;
        }
        return frame -> {
            double x = input.evaluate(frame);
            if (frame.isNull) {
                throw Refusals.missing(feature);
            }
            return x;
        };
    }
}
