package dev.millrace.training.engine.tensorflow;

import dev.millrace.contracts.training.Optimizer;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/** How variables follow their gradients. The optimizer's own state starts at zero. */
final class Updates {

    private static final float BETA1 = 0.9f;
    private static final float BETA2 = 0.999f;
    private static final float EPSILON = 1e-7f;

    private final List<Op> initialisers = new ArrayList<>();
    private final Ops tf;
    private final Operand<TFloat32> learningRate;
    private final Operand<TFloat32> step;

    /**
     * @param step counted from 1
     */
    Updates(Ops tf, Operand<TFloat32> learningRate, Operand<TFloat32> step) {
        this.tf = tf;
        this.learningRate = learningRate;
        this.step = step;
    }

    /**
     * @param gate ends before any variable changes: a gradient that another one still needs a
     *     variable for must not see the new value
     */
    List<Op> follow(
            Optimizer optimizer,
            List<Variable<TFloat32>> variables,
            List<Output<TFloat32>> gradients,
            Op gate) {
        var updates = new ArrayList<Op>();
        var gated = tf.withControlDependencies(gate);
        for (int index = 0; index < variables.size(); index++) {
            var variable = variables.get(index);
            var gradient = gradients.get(index);
            updates.add(
                    switch (optimizer) {
                        case Optimizer.Adam _ -> adam(gated, variable, gradient);
                        case Optimizer.Sgd sgd -> sgd(gated, sgd, variable, gradient);
                        default -> throw new IllegalArgumentException("not built yet");
                    });
        }
        return updates;
    }

    /** To be run once, before the first step. */
    List<Op> initialisers() {
        return initialisers;
    }

    private Op adam(Ops gated, Variable<TFloat32> variable, Operand<TFloat32> gradient) {
        return gated.train.applyAdam(
                variable,
                zeros(variable),
                zeros(variable),
                tf.math.pow(tf.constant(BETA1), step),
                tf.math.pow(tf.constant(BETA2), step),
                learningRate,
                tf.constant(BETA1),
                tf.constant(BETA2),
                tf.constant(EPSILON),
                gradient);
    }

    private Op sgd(
            Ops gated, Optimizer.Sgd sgd, Variable<TFloat32> variable, Operand<TFloat32> gradient) {
        if (sgd.momentum() == 0) {
            return gated.train.applyGradientDescent(variable, learningRate, gradient);
        }
        return gated.train.applyMomentum(
                variable,
                zeros(variable),
                learningRate,
                gradient,
                tf.constant(sgd.momentum().floatValue()));
    }

    private Variable<TFloat32> zeros(Variable<TFloat32> like) {
        var shape = like.shape();
        var slot = tf.variable(shape, TFloat32.class);
        initialisers.add(tf.assign(slot, tf.zeros(tf.constant(shape.asArray()), TFloat32.class)));
        return slot;
    }
}
