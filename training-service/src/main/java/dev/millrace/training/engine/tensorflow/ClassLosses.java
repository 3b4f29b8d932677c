package dev.millrace.training.engine.tensorflow;

import dev.millrace.contracts.training.Loss;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * Losses of rows by their class, from logits: finite, and so are their gradients, for any logit.
 */
final class ClassLosses<T extends TNumber> {

    /** Far below any logarithm of a probability, and far from overflow. */
    private static final double NOTHING = -1e9;

    private final Tower<T> tower;
    private final Ops tf;

    ClassLosses(Tower<T> tower) {
        this.tower = tower;
        this.tf = tower.tf();
    }

    Operand<T> binary(Loss loss, Operand<T> logit, Operand<T> label) {
        return switch (loss) {
            case Loss.CrossEntropy(var smoothing) ->
                    binaryCrossEntropy(logit, smoothed(label, smoothing, 2));
            case Loss.Focal(var gamma) -> binaryFocal(gamma, logit, label);
            default -> throw notForClasses(loss);
        };
    }

    Operand<T> multiclass(Loss loss, Operand<T> logits, Operand<T> label, int classes) {
        var truth = oneHot(label, classes);
        var logarithms = tf.nn.logSoftmax(logits);
        return switch (loss) {
            case Loss.CrossEntropy(var smoothing) -> {
                var target = smoothed(truth, smoothing, classes);
                yield tf.math.neg(overClasses(tf.math.mul(target, logarithms)));
            }
            case Loss.Focal(var gamma) -> focal(gamma, logarithms, truth);
            default -> throw notForClasses(loss);
        };
    }

    /** -t ln p - (1 - t) ln(1 - p), written as softplus(x) - x t. */
    private Operand<T> binaryCrossEntropy(Operand<T> logit, Operand<T> target) {
        return tf.math.sub(tf.math.softplus(logit), tf.math.mul(logit, target));
    }

    /** With z the logit of the true class: -ln p = softplus(-z), ln(1 - p) = -softplus(z). */
    private Operand<T> binaryFocal(double gamma, Operand<T> logit, Operand<T> label) {
        var sign = tf.math.sub(tf.math.mul(label, tower.constant(2)), tower.constant(1));
        var towards = tf.math.mul(logit, sign);
        var others = tf.math.neg(tf.math.softplus(towards));
        var surprise = tf.math.softplus(tf.math.neg(towards));
        return powered(gamma, others, surprise);
    }

    /**
     * ln(1 - p) is taken from the other classes' own probabilities: subtracting from 1 would lose
     * it.
     */
    private Operand<T> focal(double gamma, Operand<T> logarithms, Operand<T> truth) {
        var surprise = tf.math.neg(overClasses(tf.math.mul(logarithms, truth)));
        var masked = tf.math.add(logarithms, tf.math.mul(truth, tower.constant(NOTHING)));
        var most = tf.stopGradient(tf.reduceMax(masked, tf.constant(1), ReduceMax.keepDims(true)));
        var rest = overClasses(tf.math.exp(tf.math.sub(masked, most)));
        var others = tf.math.add(tf.math.log(rest), overClasses(most));
        return powered(gamma, others, surprise);
    }

    /** (1 - p)^gamma (-ln p), the power by its logarithm. */
    private Operand<T> powered(double gamma, Operand<T> others, Operand<T> surprise) {
        var factor = tf.math.exp(tf.math.mul(others, tower.constant(gamma)));
        return tf.math.mul(factor, surprise);
    }

    private Operand<T> smoothed(Operand<T> target, double smoothing, int classes) {
        if (smoothing == 0) {
            return target;
        }
        var kept = tf.math.mul(target, tower.constant(1 - smoothing));
        return tf.math.add(kept, tower.constant(smoothing / classes));
    }

    private Operand<T> oneHot(Operand<T> labels, int classes) {
        var indices = tf.dtypes.cast(labels, TInt32.class);
        return tf.oneHot(indices, tf.constant(classes), tower.constant(1), tower.constant(0));
    }

    private Operand<T> overClasses(Operand<T> matrix) {
        return tf.reduceSum(matrix, tf.constant(1), ReduceSum.keepDims(false));
    }

    private static IllegalArgumentException notForClasses(Loss loss) {
        return new IllegalArgumentException(loss + " compares numbers, not classes");
    }
}
