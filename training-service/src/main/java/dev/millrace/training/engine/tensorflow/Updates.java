package dev.millrace.training.engine.tensorflow;

import dev.millrace.contracts.training.Optimizer;
import dev.millrace.training.engine.WeightShape;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/** How weights follow their gradients, as {@link Optimizer} says. */
final class Updates {

    private static final float BETA1 = 0.9f;
    private static final float BETA2 = 0.999f;
    private static final float EPSILON = 1e-7f;

    private final Ops tf;
    private final Slots slots;
    private final Operand<TFloat32> rate;
    private final Operand<TFloat32> power1;
    private final Operand<TFloat32> power2;

    /**
     * @param tf its operations begin when all gradients are there: a gradient that another one
     *     still needs a variable for must not see the new value
     * @param step counted from 1
     */
    Updates(Ops tf, Slots slots, Operand<TFloat32> rate, Operand<TFloat32> step) {
        this.tf = tf;
        this.slots = slots;
        this.rate = rate;
        power1 = tf.math.pow(tf.constant(BETA1), step);
        power2 = tf.math.pow(tf.constant(BETA2), step);
    }

    List<Op> follow(
            Optimizer optimizer,
            List<WeightShape> learned,
            Variables weights,
            List<Operand<TFloat32>> gradients) {
        var updates = new ArrayList<Op>();
        for (int index = 0; index < learned.size(); index++) {
            var shape = learned.get(index);
            updates.add(update(optimizer, shape, weights.of(shape.name()), gradients.get(index)));
        }
        return updates;
    }

    private Op update(
            Optimizer optimizer,
            WeightShape shape,
            Variable<TFloat32> weight,
            Operand<TFloat32> gradient) {
        return switch (optimizer) {
            case Optimizer.Adam _ -> adam(tf, shape, weight, gradient);
            case Optimizer.AdamW(_, var decay) ->
                    adam(decayed(shape, weight, decay), shape, weight, gradient);
            case Optimizer.Sgd(_, var momentum) -> sgd(momentum, shape, weight, gradient);
            case Optimizer.RmsProp(_, var rho) -> rmsProp(rho, shape, weight, gradient);
            case Optimizer.Adagrad _ ->
                    tf.train.applyAdagradV2(
                            weight,
                            slots.of(shape, Slots.SQUARE),
                            rate,
                            tf.constant(EPSILON),
                            gradient);
        };
    }

    private Op adam(
            Ops ordered, WeightShape shape, Variable<TFloat32> weight, Operand<TFloat32> gradient) {
        return ordered.train.applyAdam(
                weight,
                slots.of(shape, Slots.MEAN),
                slots.of(shape, Slots.SQUARE),
                power1,
                power2,
                rate,
                tf.constant(BETA1),
                tf.constant(BETA2),
                tf.constant(EPSILON),
                gradient);
    }

    /** What comes after the decay of a kernel; other weights do not decay. */
    private Ops decayed(WeightShape shape, Variable<TFloat32> weight, double decay) {
        if (!shape.role().isKernel()) {
            return tf;
        }
        var share = tf.math.mul(rate, tf.constant((float) decay));
        return tf.withControlDependencies(tf.assignSub(weight, tf.math.mul(weight, share)));
    }

    private Op sgd(
            double momentum,
            WeightShape shape,
            Variable<TFloat32> weight,
            Operand<TFloat32> gradient) {
        return momentum == 0
                ? tf.train.applyGradientDescent(weight, rate, gradient)
                : tf.train.applyMomentum(
                        weight,
                        slots.of(shape, Slots.VELOCITY),
                        rate,
                        gradient,
                        tf.constant((float) momentum));
    }

    private Op rmsProp(
            double rho, WeightShape shape, Variable<TFloat32> weight, Operand<TFloat32> gradient) {
        return tf.train.applyRmsProp(
                weight,
                slots.of(shape, Slots.SQUARE),
                slots.of(shape, Slots.CHANGE),
                rate,
                tf.constant((float) rho),
                tf.constant(0f),
                tf.constant(EPSILON),
                gradient);
    }
}
