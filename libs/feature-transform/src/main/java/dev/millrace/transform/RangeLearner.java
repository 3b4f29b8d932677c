package dev.millrace.transform;

import dev.millrace.transform.Operation.NumericNulls;

/** The smallest and the largest number. */
final class RangeLearner extends NumberLearner {

    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    RangeLearner(String feature, NumericNulls nulls) {
        super(feature, nulls);
    }

    @Override
    void add(double value) {
        min = Math.min(min, value);
        max = Math.max(max, value);
    }

    @Override
    void merge(Learner other) {
        var that = (RangeLearner) other;
        min = Math.min(min, that.min);
        max = Math.max(max, that.max);
    }

    @Override
    FittedOperation finish() {
        if (min > max) {
            throw nothingSeen();
        }
        return new FittedOperation.MinMax(min, max, nulls());
    }
}
