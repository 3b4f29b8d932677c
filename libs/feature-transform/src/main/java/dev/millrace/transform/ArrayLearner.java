package dev.millrace.transform;

import dev.millrace.transform.Operation.NumericNulls;
import dev.millrace.transform.TargetSpec.Scale;
import dev.millrace.transform.expression.Evaluator.OfObject;
import dev.millrace.transform.expression.Typed;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The one length of all arrays and, where it is asked for, the scale of their elements. */
final class ArrayLearner extends Learner {

    private static final int LONGEST = 100_000;

    private final double divisor;
    private final @Nullable NumberLearner elements;
    private int shortest = Integer.MAX_VALUE;
    private int longest = -1;

    private ArrayLearner(String feature, double divisor, @Nullable NumberLearner elements) {
        super(feature);
        this.divisor = divisor;
        this.elements = elements;
    }

    static ArrayLearner of(String feature, Operation.Array operation) {
        var elements =
                switch (Objects.requireNonNullElse(operation.scale(), Scale.NONE)) {
                    case NONE -> null;
                    case STANDARD -> MomentsLearner.forStandard(feature, NumericNulls.ERROR);
                    case MIN_MAX -> new RangeLearner(feature, NumericNulls.ERROR);
                };
        return new ArrayLearner(
                feature, Objects.requireNonNullElse(operation.divisor(), 1.0), elements);
    }

    @Override
    Intake intake(Typed input) {
        var arrays = (OfObject) input.code();
        return frame -> {
            var array = (double[]) arrays.evaluate(frame);
            if (array == null) {
                throw Refusals.missingArray(feature());
            }
            add(array);
        };
    }

    private void add(double[] array) {
        shortest = Math.min(shortest, array.length);
        longest = Math.max(longest, array.length);
        if (elements == null) {
            return;
        }
        for (int i = 0; i < array.length; i++) {
            if (!Double.isFinite(array[i])) {
                throw Refusals.badElement(feature(), i, array[i]);
            }
            elements.add(checked(array[i]));
        }
    }

    @Override
    void merge(Learner other) {
        var that = (ArrayLearner) other;
        shortest = Math.min(shortest, that.shortest);
        longest = Math.max(longest, that.longest);
        if (elements != null && that.elements != null) {
            elements.merge(that.elements);
        }
    }

    @Override
    FittedOperation finish() {
        if (longest < 1) {
            throw nothingSeen();
        }
        if (shortest < longest || longest > LONGEST) {
            throw new UntrainableData(feature(), wrongLengths());
        }
        return switch (elements == null ? null : elements.finish()) {
            case FittedOperation.Standard(var mean, var deviation, _) -> scaled(mean, deviation);
            case FittedOperation.MinMax(var min, var max, _) -> scaled(min, max - min);
            case null, default -> scaled(0, divisor);
        };
    }

    private String wrongLengths() {
        return shortest < longest
                ? "%s has arrays of %d to %d elements in the training part; one length is needed: filter the others in the recipe's SQL, such as by size(%s) = %d"
                        .formatted(feature(), shortest, longest, feature(), longest)
                : "%s has arrays of %,d elements; at most %,d are allowed"
                        .formatted(feature(), longest, LONGEST);
    }

    /** Where all elements are equal they are only shifted. */
    private FittedOperation scaled(double offset, double divisor) {
        return new FittedOperation.Array(longest, offset, divisor == 0 ? 1 : divisor);
    }
}
