package dev.millrace.training.engine.tensorflow;

import dev.millrace.training.engine.Output;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** The output layer's activation and the mean loss over the rows of a batch. */
final class Losses {

    private Losses() {}

    static Operand<TFloat32> mean(
            Ops tf, Output output, Operand<TFloat32> logits, Operand<TFloat32> labels) {
        var each =
                switch (output) {
                    case Output.Binary _ -> binaryCrossEntropy(tf, column(tf, logits), labels);
                    case Output.Multiclass(int classes) ->
                            tf.nn.softmaxCrossEntropyWithLogits(logits, oneHot(tf, labels, classes))
                                    .loss();
                    case Output.Regression _ ->
                            tf.math.square(tf.math.sub(column(tf, logits), labels));
                    case Output.Reconstruction _ ->
                            throw new IllegalArgumentException("not built yet");
                };
        return tf.math.mean(each, tf.constant(0));
    }

    static <T extends TNumber> Operand<T> activate(Ops tf, Output output, Operand<T> logits) {
        return switch (output) {
            case Output.Binary _ -> tf.math.sigmoid(logits);
            case Output.Multiclass _ -> tf.nn.softmax(logits);
            case Output.Regression _, Output.Reconstruction _ -> tf.identity(logits);
        };
    }

    /** -y ln p - (1 - y) ln(1 - p), written as softplus(x) - x y: no overflow for any x. */
    private static Operand<TFloat32> binaryCrossEntropy(
            Ops tf, Operand<TFloat32> logit, Operand<TFloat32> label) {
        return tf.math.sub(tf.math.softplus(logit), tf.math.mul(logit, label));
    }

    private static Operand<TFloat32> oneHot(Ops tf, Operand<TFloat32> labels, int classes) {
        var indices = tf.dtypes.cast(labels, TInt32.class);
        return tf.oneHot(indices, tf.constant(classes), tf.constant(1f), tf.constant(0f));
    }

    private static Operand<TFloat32> column(Ops tf, Operand<TFloat32> logits) {
        return tf.reshape(logits, tf.constant(new int[] {-1}));
    }
}
