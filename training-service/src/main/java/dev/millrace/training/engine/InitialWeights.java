package dev.millrace.training.engine;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;

/**
 * The weights that a training starts from, the same for every engine.
 *
 * <p>Kernels start as their initializer says, tables with U(-0.05, 0.05). Biases, shifts and moving
 * means start at 0 (but 1 for the forget gates of an LSTM), scales and moving variances at 1.
 */
public final class InitialWeights {

    private static final double TABLE_LIMIT = 0.05;

    private InitialWeights() {}

    public static Weights of(Network network, Randomness randomness) {
        var shapes = network.weights();
        var values =
                IntStream.range(0, shapes.size())
                        .mapToObj(index -> values(shapes.get(index), randomness.weights(index)))
                        .toList();
        return new Weights(shapes, values);
    }

    private static float[] values(WeightShape shape, SplittableRandom random) {
        var numbers = new float[Math.toIntExact(shape.size())];
        switch (shape.role()) {
            case KERNEL, RECURRENT -> kernel(numbers, shape, random);
            case TABLE -> fill(numbers, () -> uniform(random, TABLE_LIMIT));
            case SCALE, MOVING_VARIANCE -> Arrays.fill(numbers, 1);
            case LSTM_BIAS -> Arrays.fill(numbers, numbers.length / 4, numbers.length / 2, 1);
            case BIAS, SHIFT, MOVING_MEAN, SLOT -> {} // zero already
        }
        return numbers;
    }

    private static void kernel(float[] numbers, WeightShape shape, SplittableRandom random) {
        var start = shape.start();
        double inputs = start.inputs();
        double both = inputs + start.outputs();
        switch (start.initializer()) {
            case GLOROT_UNIFORM -> fill(numbers, () -> uniform(random, Math.sqrt(6 / both)));
            case GLOROT_NORMAL -> fill(numbers, () -> random.nextGaussian(0, Math.sqrt(2 / both)));
            case HE_UNIFORM -> fill(numbers, () -> uniform(random, Math.sqrt(6 / inputs)));
            case HE_NORMAL -> fill(numbers, () -> random.nextGaussian(0, Math.sqrt(2 / inputs)));
            case LECUN_NORMAL -> fill(numbers, () -> random.nextGaussian(0, Math.sqrt(1 / inputs)));
            case ORTHOGONAL -> Orthogonal.fill(numbers, shape.dimensions().getLast(), random);
            case ZEROS -> {}
            case AUTO -> throw new IllegalArgumentException("AUTO must have been resolved");
        }
    }

    private static void fill(float[] numbers, DoubleSupplier next) {
        for (int index = 0; index < numbers.length; index++) {
            numbers[index] = (float) next.getAsDouble();
        }
    }

    private static double uniform(SplittableRandom random, double limit) {
        return (2 * random.nextDouble() - 1) * limit;
    }
}
