package dev.millrace.transform;

import dev.millrace.transform.expression.Frame;
import dev.millrace.transform.expression.Typed;
import java.io.Serializable;

/**
 * Gathers what one operation has to learn. Whatever the order of rows and merges, the result is the
 * same to the bit.
 */
abstract class Learner implements Serializable {

    /** Largest magnitude from which a constant is learned: squares stay finite. */
    static final double LIMIT = 1e150;

    private final String feature;

    Learner(String feature) {
        this.feature = feature;
    }

    final String feature() {
        return feature;
    }

    /** Takes the value of the row that the frame holds. */
    interface Intake {
        void take(Frame frame);
    }

    abstract Intake intake(Typed input);

    /** Adds what another learner of the same kind gathered. */
    abstract void merge(Learner other);

    /** Throws {@link UntrainableData} where nothing can be learned. */
    abstract FittedOperation finish();

    final double checked(double value) {
        if (!(Math.abs(value) <= LIMIT)) {
            throw Double.isFinite(value)
                    ? Refusals.beyond(feature, value, LIMIT)
                    : Refusals.notFinite(feature, value);
        }
        return value + 0.0; // -0 is 0
    }

    final UntrainableData nothingSeen() {
        return new UntrainableData(
                feature,
                "%s has no value in any row of the training part; leave it out, or impute a constant"
                        .formatted(feature));
    }
}
