package dev.millrace.transform;

import dev.millrace.transform.Operation.NumericNulls;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The median: exact up to 65,536 distinct numbers. Beyond, numbers are counted in buckets of a
 * relative width of 1/1024, so that the result is off by at most 0.05 percent. Buckets are cut from
 * the bits of the double, so that the order in which rows come does not matter.
 */
final class MedianLearner extends NumberLearner {

    static final int EXACT = 65_536;

    private static final int DROPPED_BITS =
            42; // of 52: 1024 buckets from one power of two to the next

    private Map<Double, Long> counts = new HashMap<>();
    private boolean exact = true;

    MedianLearner(String feature) {
        super(feature, NumericNulls.KEEP);
    }

    @Override
    void add(double value) {
        counts.merge(exact ? value : bucket(value), 1L, Long::sum);
        limit();
    }

    @Override
    void merge(Learner other) {
        var that = (MedianLearner) other;
        if (!that.exact) {
            coarsen();
        }
        that.counts.forEach(
                (value, count) -> counts.merge(exact ? value : bucket(value), count, Long::sum));
        limit();
    }

    private void limit() {
        if (exact && counts.size() > EXACT) {
            coarsen();
        }
    }

    private void coarsen() {
        if (exact) {
            exact = false;
            var coarse = new HashMap<Double, Long>();
            counts.forEach((value, count) -> coarse.merge(bucket(value), count, Long::sum));
            counts = coarse;
        }
    }

    /** The middle of the value's bucket; 0 has one of its own. */
    private static double bucket(double value) {
        if (value == 0) {
            return 0;
        }
        long start = Double.doubleToRawLongBits(value) >> DROPPED_BITS << DROPPED_BITS;
        return Double.longBitsToDouble(start | 1L << (DROPPED_BITS - 1));
    }

    @Override
    FittedOperation finish() {
        if (counts.isEmpty()) {
            throw nothingSeen();
        }
        var sorted = new TreeMap<>(counts);
        long total = sorted.values().stream().mapToLong(Long::longValue).sum();
        double lower = at(sorted, (total - 1) / 2);
        double upper = at(sorted, total / 2);
        return new FittedOperation.Impute(lower + (upper - lower) / 2);
    }

    private static double at(TreeMap<Double, Long> sorted, long rank) {
        long seen = 0;
        for (var entry : sorted.entrySet()) {
            seen += entry.getValue();
            if (seen > rank) {
                return entry.getKey();
            }
        }
        throw new IllegalStateException("rank " + rank + " of " + seen);
    }
}
