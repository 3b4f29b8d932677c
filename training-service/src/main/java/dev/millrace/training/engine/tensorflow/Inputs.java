package dev.millrace.training.engine.tensorflow;

import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * What a step is given.
 *
 * @param step counted from 1
 */
record Inputs(
        Placeholder<TFloat32> features,
        Placeholder<TFloat32> labels,
        Placeholder<TInt64> dropoutSeed,
        Placeholder<TFloat32> step,
        Placeholder<TFloat32> rate) {

    static Inputs of(Ops tf, int width) {
        return new Inputs(
                tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, width))),
                tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1))),
                tf.placeholder(TInt64.class, Placeholder.shape(Shape.scalar())),
                tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar())),
                tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar())));
    }
}
