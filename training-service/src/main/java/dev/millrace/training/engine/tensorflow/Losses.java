package dev.millrace.training.engine.tensorflow;

import dev.millrace.contracts.training.Loss;
import dev.millrace.training.engine.Objective;
import dev.millrace.training.engine.Output;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** From logits to the loss of a batch, or to what a prediction gives. */
final class Losses<T extends TNumber> {

    private final Tower<T> tower;
    private final Ops tf;
    private final Output output;

    Losses(Tower<T> tower, Output output) {
        this.tower = tower;
        this.tf = tower.tf();
        this.output = output;
    }

    /** sum(w l) / rows, as {@link Objective} says. */
    Operand<T> mean(Objective aim, Operand<T> logits, Operand<T> features, Operand<T> labels) {
        var each =
                switch (output) {
                    case Output.Binary _ ->
                            new ClassLosses<>(tower).binary(aim.loss(), column(logits), labels);
                    case Output.Multiclass(int classes) ->
                            new ClassLosses<>(tower)
                                    .multiclass(aim.loss(), logits, labels, classes);
                    case Output.Regression _ ->
                            pointwise(aim.loss(), tf.math.sub(labels, column(logits)));
                    case Output.Reconstruction _ ->
                            overFeatures(
                                    pointwise(aim.loss(), tf.math.sub(features, logits)), false);
                };
        var weighted =
                aim.classWeights().isEmpty() ? each : tf.math.mul(each, weights(aim, labels));
        return tf.math.mean(weighted, tf.constant(0));
    }

    /** What a prediction gives: a matrix of {@link Output#width} columns. */
    Operand<T> predicted(String name, Operand<T> logits, Operand<T> features) {
        var named = tf.withName(name);
        return switch (output) {
            case Output.Binary _ -> named.math.sigmoid(logits);
            case Output.Multiclass _ -> named.nn.softmax(logits);
            case Output.Regression _ -> named.identity(logits);
            case Output.Reconstruction _ -> {
                var errors = tf.math.square(tf.math.sub(features, logits));
                yield named.identity(overFeatures(errors, true));
            }
        };
    }

    /** Of an error y - p. */
    private Operand<T> pointwise(Loss loss, Operand<T> error) {
        return switch (loss) {
            case Loss.SquaredError _ -> tf.math.square(error);
            case Loss.AbsoluteError _ -> tf.math.abs(error);
            case Loss.Huber(var delta) -> huber(delta, tf.math.abs(error));
            case Loss.Quantile(var level) ->
                    tf.math.maximum(
                            tf.math.mul(tower.constant(level), error),
                            tf.math.mul(tower.constant(level - 1), error));
            case Loss.CrossEntropy _, Loss.Focal _ ->
                    throw new IllegalArgumentException(loss + " compares classes, not numbers");
        };
    }

    /** near (|e| - near / 2) with near = min(|e|, delta): quadratic up to delta, then linear. */
    private Operand<T> huber(double delta, Operand<T> distance) {
        var near = tf.math.minimum(distance, tower.constant(delta));
        var half = tf.math.mul(near, tower.constant(0.5));
        return tf.math.mul(near, tf.math.sub(distance, half));
    }

    private Operand<T> overFeatures(Operand<T> errors, boolean keepColumn) {
        return tf.math.mean(errors, tf.constant(1), Mean.keepDims(keepColumn));
    }

    private Operand<T> weights(Objective aim, Operand<T> labels) {
        var weights =
                tf.constant(aim.classWeights().stream().mapToDouble(Double::doubleValue).toArray());
        var classes = tf.dtypes.cast(labels, TInt32.class);
        return tf.gather(tower.cast(weights), classes, tf.constant(0));
    }

    private Operand<T> column(Operand<T> logits) {
        return tf.reshape(logits, tf.constant(new int[] {-1}));
    }
}
