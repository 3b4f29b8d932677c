package dev.millrace.training.engine;

import dev.millrace.contracts.training.Layer.Activation;
import dev.millrace.training.engine.Network.Hidden;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The weights that a training starts from, the same for every engine.
 *
 * <p>Kernels before a rectifier are drawn from U(-a, a) with a = sqrt(6 / inputs) (He et al. 2015),
 * all others with a = sqrt(6 / (inputs + units)) (Glorot and Bengio 2010). Biases, shifts and
 * moving means start at 0, scales and moving variances at 1.
 */
public final class InitialWeights {

    private InitialWeights() {}

    public static Weights of(Network network, Randomness randomness) {
        var shapes = network.weights();
        var values = new ArrayList<float[]>();
        for (int index = 0; index < shapes.size(); index++) {
            values.add(values(network, shapes.get(index), randomness.weights(index)));
        }
        return new Weights(shapes, values);
    }

    private static float[] values(Network network, WeightShape shape, SplittableRandom random) {
        var numbers = new float[Math.toIntExact(shape.size())];
        switch (shape.role()) {
            case KERNEL -> {
                double limit = limit(network, shape);
                for (int index = 0; index < numbers.length; index++) {
                    numbers[index] = (float) ((2 * random.nextDouble() - 1) * limit);
                }
            }
            case SCALE, MOVING_VARIANCE -> Arrays.fill(numbers, 1);
            case BIAS, SHIFT, MOVING_MEAN -> {} // zero already
        }
        return numbers;
    }

    private static double limit(Network network, WeightShape kernel) {
        return rectified(network, kernel)
                ? Math.sqrt(6.0 / kernel.rows())
                : Math.sqrt(6.0 / (kernel.rows() + kernel.columns()));
    }

    /** Whether the first activation after this kernel is a rectifier. */
    private static boolean rectified(Network network, WeightShape kernel) {
        if (kernel.name().startsWith("output")) {
            return false;
        }
        var hidden = network.hidden();
        int first = Integer.parseInt(kernel.name().substring(0, kernel.name().indexOf('.')));
        for (int index = first; index < hidden.size(); index++) {
            var activation = activation(hidden.get(index));
            if (activation != Activation.LINEAR) {
                return isRectifier(activation);
            }
        }
        return false;
    }

    private static Activation activation(Hidden layer) {
        return switch (layer) {
            case Hidden.Dense dense -> dense.activation();
            case Hidden.Activate activate -> activate.activation();
            case Hidden.Dropout _, Hidden.BatchNorm _ -> Activation.LINEAR;
        };
    }

    private static boolean isRectifier(Activation activation) {
        return switch (activation) {
            case RELU, LEAKY_RELU, ELU -> true;
            case TANH, SIGMOID, LINEAR -> false;
        };
    }
}
