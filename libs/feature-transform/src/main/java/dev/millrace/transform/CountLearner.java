package dev.millrace.transform;

import dev.millrace.transform.expression.Typed;
import java.util.HashMap;
import java.util.Map;

/** Counts distinct values, up to a limit beyond which they are no categories. */
abstract class CountLearner extends Learner {

    private final int most;
    private final Map<Object, Long> counts = new HashMap<>();
    private boolean overflowed;

    CountLearner(String feature, int most) {
        super(feature);
        this.most = most;
    }

    /** What to do about a row without a value. */
    abstract void addNull();

    @Override
    final Intake intake(Typed input) {
        var value = BoxedValue.reader(input);
        return frame -> {
            var seen = value.of(frame);
            if (seen == null) {
                addNull();
            } else {
                add(seen instanceof Double number ? (Object) checked(number) : seen, 1);
            }
        };
    }

    @Override
    final void merge(Learner other) {
        var that = (CountLearner) other;
        overflowed |= that.overflowed;
        that.counts.forEach(this::add);
    }

    private void add(Object value, long count) {
        if (counts.size() <= kept() || counts.containsKey(value)) {
            counts.merge(value, count, Long::sum);
        }
        overflowed |= counts.size() > kept();
    }

    // More than the limit, to be able to say how many there are.
    private int kept() {
        return Math.max(10 * most, 10_000);
    }

    /** All values with their counts; throws {@link UntrainableData} where there are too many. */
    final Map<Object, Long> counts(String remedy) {
        if (overflowed || counts.size() > most) {
            var number =
                    overflowed ? "more than %,d".formatted(kept()) : "%,d".formatted(counts.size());
            throw new UntrainableData(
                    feature(),
                    "%s has %s distinct values in the training part; at most %,d are allowed: %s"
                            .formatted(feature(), number, most, remedy));
        }
        return counts;
    }
}
