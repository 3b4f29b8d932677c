package dev.millrace.transform;

import dev.millrace.transform.Operation.NumericNulls;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/** Mean and population standard deviation, from exact sums. */
final class MomentsLearner extends NumberLearner {

    private static final MathContext PRECISION = new MathContext(40);

    private final boolean imputes;
    private final ExactSum sum = new ExactSum();
    private final ExactSum squares = new ExactSum();
    private long count;

    private MomentsLearner(String feature, NumericNulls nulls, boolean imputes) {
        super(feature, nulls);
        this.imputes = imputes;
    }

    static MomentsLearner forMean(String feature) {
        return new MomentsLearner(feature, NumericNulls.KEEP, true);
    }

    static MomentsLearner forStandard(String feature, NumericNulls nulls) {
        return new MomentsLearner(feature, nulls, false);
    }

    @Override
    void add(double value) {
        count++;
        sum.add(value);
        squares.addSquare(value);
    }

    @Override
    void merge(Learner other) {
        var that = (MomentsLearner) other;
        count += that.count;
        sum.merge(that.sum);
        squares.merge(that.squares);
    }

    @Override
    FittedOperation finish() {
        if (count == 0) {
            throw nothingSeen();
        }
        return imputes
                ? new FittedOperation.Impute(mean())
                : new FittedOperation.Standard(mean(), deviation(), nulls());
    }

    private double mean() {
        return quotient(sum.scaled(), BigInteger.valueOf(count).shiftLeft(ExactSum.SCALE))
                .doubleValue();
    }

    /** sqrt((n * sum of squares - square of sum) / n^2). */
    private double deviation() {
        var n = BigInteger.valueOf(count);
        var above =
                squares.scaled()
                        .multiply(n)
                        .shiftLeft(ExactSum.SCALE)
                        .subtract(sum.scaled().pow(2));
        var below = n.pow(2).shiftLeft(2 * ExactSum.SCALE);
        // Below 1e-154 a square underflows, and the difference may fall short of 0.
        return above.signum() <= 0 ? 0 : quotient(above, below).sqrt(PRECISION).doubleValue();
    }

    private static BigDecimal quotient(BigInteger above, BigInteger below) {
        return new BigDecimal(above).divide(new BigDecimal(below), PRECISION);
    }
}
