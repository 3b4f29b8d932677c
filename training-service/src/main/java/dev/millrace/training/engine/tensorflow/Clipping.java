package dev.millrace.training.engine.tensorflow;

import dev.millrace.contracts.training.Clip;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Keeps gradients small, as {@link Clip} says; builds only what it asks for. */
final class Clipping {

    private final Ops tf;

    Clipping(Ops tf) {
        this.tf = tf;
    }

    List<Operand<TFloat32>> apply(@Nullable Clip clip, List<Operand<TFloat32>> gradients) {
        var clipped = gradients;
        if (clip != null && clip.value() != null) {
            clipped = byValue(clip.value(), clipped);
        }
        if (clip != null && clip.norm() != null && !clipped.isEmpty()) {
            clipped = byNorm(clip.norm(), clipped);
        }
        return clipped;
    }

    private List<Operand<TFloat32>> byValue(double limit, List<Operand<TFloat32>> gradients) {
        var most = tf.constant((float) limit);
        var least = tf.constant((float) -limit);
        return gradients.stream().map(each -> clipped(each, least, most)).toList();
    }

    private Operand<TFloat32> clipped(
            Operand<TFloat32> gradient, Operand<TFloat32> least, Operand<TFloat32> most) {
        return tf.clipByValue(gradient, least, most);
    }

    private List<Operand<TFloat32>> byNorm(double limit, List<Operand<TFloat32>> gradients) {
        var halves = gradients.stream().map(this::halfOfSquares).toList();
        var norm = tf.math.sqrt(tf.math.mul(tf.math.addN(halves), tf.constant(2f)));
        var most = tf.constant((float) limit);
        var factor = tf.math.div(most, tf.math.maximum(norm, most));
        return gradients.stream().map(each -> scaled(each, factor)).toList();
    }

    private Operand<TFloat32> halfOfSquares(Operand<TFloat32> gradient) {
        return tf.nn.l2Loss(gradient);
    }

    private Operand<TFloat32> scaled(Operand<TFloat32> gradient, Operand<TFloat32> factor) {
        return tf.math.mul(gradient, factor);
    }
}
