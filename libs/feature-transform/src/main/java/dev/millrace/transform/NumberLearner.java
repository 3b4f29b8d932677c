package dev.millrace.transform;

import dev.millrace.transform.Operation.NumericNulls;
import dev.millrace.transform.expression.Evaluator.OfDouble;
import dev.millrace.transform.expression.Typed;

/** Learns from numbers; nulls are skipped or refuse the row. */
abstract class NumberLearner extends Learner {

    private final NumericNulls nulls;

    NumberLearner(String feature, NumericNulls nulls) {
        super(feature);
        this.nulls = nulls;
    }

    final NumericNulls nulls() {
        return nulls;
    }

    abstract void add(double value);

    @Override
    final Intake intake(Typed input) {
        OfDouble number = input.asDouble();
        return frame -> {
            double value = number.evaluate(frame);
            if (!frame.isNull) {
                add(checked(value));
            } else if (nulls == NumericNulls.ERROR) {
                throw Refusals.missing(feature());
            }
        };
    }
}
