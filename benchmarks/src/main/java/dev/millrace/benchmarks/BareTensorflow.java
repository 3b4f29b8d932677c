package dev.millrace.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/**
 * The training loop that one would write without Millrace: rows in arrays, an order drawn anew for
 * each epoch, one call of the session per batch. An epoch is a pass over the training rows and one
 * over the validation rows, as the service counts it.
 */
final class BareTensorflow implements AutoCloseable {

    private static final int WIDTH = 32;
    private static final int BATCH = 256;
    private static final int ROWS_AT_ONCE = 4096;
    private static final List<Integer> UNITS = List.of(WIDTH, 128, 64, 1);

    private final SplittableRandom random = new SplittableRandom(1);
    private final Graph graph = new Graph();
    private final Session session;
    private final Placeholder<TFloat32> features;
    private final Placeholder<TFloat32> labels;
    private final Operand<TFloat32> loss;
    private final Op update;
    private final float[] train;
    private final float[] trainLabels;
    private final float[] validation;
    private final float[] validationLabels;

    BareTensorflow(int rows, int validationRows, int threads) {
        train = numbers(rows * WIDTH);
        trainLabels = numbers(rows);
        validation = numbers(validationRows * WIDTH);
        validationLabels = numbers(validationRows);
        session =
                new Session(
                        graph,
                        ConfigProto.newBuilder()
                                .setIntraOpParallelismThreads(threads)
                                .setInterOpParallelismThreads(1)
                                .build());
        var tf = Ops.create(graph);
        features = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, WIDTH)));
        labels = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1)));
        var weights = new ArrayList<Variable<TFloat32>>();
        var starts = new ArrayList<Op>();
        Operand<TFloat32> signal = features;
        for (int layer = 1; layer < UNITS.size(); layer++) {
            var kernel = variable(tf, starts, UNITS.get(layer - 1), UNITS.get(layer));
            var bias = variable(tf, starts, UNITS.get(layer));
            weights.addAll(List.of(kernel, bias));
            signal = tf.math.add(tf.linalg.matMul(signal, kernel), bias);
            signal = layer < UNITS.size() - 1 ? tf.nn.relu(signal) : signal;
        }
        var predicted = tf.reshape(signal, tf.constant(new int[] {-1}));
        loss = tf.math.mean(tf.math.square(tf.math.sub(predicted, labels)), tf.constant(0));
        update = adam(tf, weights, starts);
        starts.forEach(start -> session.runner().addTarget(start).run().close());
    }

    private Variable<TFloat32> variable(Ops tf, List<Op> starts, long... dimensions) {
        var variable = tf.variable(Shape.of(dimensions), TFloat32.class);
        int size = (int) Shape.of(dimensions).size();
        var start = new float[size];
        for (int index = 0; dimensions.length > 1 && index < size; index++) {
            start[index] = (float) (0.1 * random.nextGaussian());
        }
        starts.add(tf.assign(variable, tf.reshape(tf.constant(start), tf.constant(dimensions))));
        return variable;
    }

    private Op adam(Ops tf, List<Variable<TFloat32>> weights, List<Op> starts) {
        var by = weights.stream().map(Operand::asOutput).toArray(Output[]::new);
        var gradients = graph.addGradients(loss.asOutput(), by);
        var power1 = tf.variable(tf.constant(0.9f));
        var power2 = tf.variable(tf.constant(0.999f));
        var updates = new ArrayList<Op>();
        for (int index = 0; index < gradients.length; index++) {
            var shape = weights.get(index).shape();
            var zeros = tf.reshape(tf.constant(new float[(int) shape.size()]), tf.constant(shape));
            updates.add(
                    tf.train.applyAdam(
                            weights.get(index),
                            tf.variable(zeros),
                            tf.variable(zeros),
                            power1,
                            power2,
                            tf.constant(0.001f),
                            tf.constant(0.9f),
                            tf.constant(0.999f),
                            tf.constant(1e-7f),
                            gradients[index].expect(TFloat32.class)));
        }
        var applied = tf.withControlDependencies(updates);
        return tf.withControlDependencies(
                        List.of(
                                applied.assign(power1, tf.math.mul(power1, tf.constant(0.9f))),
                                applied.assign(power2, tf.math.mul(power2, tf.constant(0.999f)))))
                .noOp();
    }

    /** Seconds of one epoch. */
    double epoch() {
        long start = System.nanoTime();
        var order = order();
        double sum = 0;
        for (int from = 0; from < order.length; from += BATCH) {
            sum += step(Arrays.copyOfRange(order, from, Math.min(order.length, from + BATCH)));
        }
        for (int from = 0; from < validationLabels.length; from += ROWS_AT_ONCE) {
            sum += validate(from, Math.min(validationLabels.length, from + ROWS_AT_ONCE));
        }
        if (!Double.isFinite(sum)) {
            throw new IllegalStateException("The bare loop diverged");
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private double step(int[] rows) {
        var some = new float[rows.length * WIDTH];
        var theirs = new float[rows.length];
        for (int index = 0; index < rows.length; index++) {
            System.arraycopy(train, rows[index] * WIDTH, some, index * WIDTH, WIDTH);
            theirs[index] = trainLabels[rows[index]];
        }
        return run(some, theirs, session.runner().addTarget(update));
    }

    private double validate(int from, int to) {
        return run(
                Arrays.copyOfRange(validation, from * WIDTH, to * WIDTH),
                Arrays.copyOfRange(validationLabels, from, to),
                session.runner());
    }

    private double run(float[] some, float[] theirs, Session.Runner runner) {
        try (var x = tensor(some, theirs.length, WIDTH);
                var y = tensor(theirs, theirs.length);
                var result = runner.feed(features, x).feed(labels, y).fetch(loss).run()) {
            return ((TFloat32) result.get(0)).getFloat();
        }
    }

    private static TFloat32 tensor(float[] numbers, long... dimensions) {
        return TFloat32.tensorOf(Shape.of(dimensions), DataBuffers.of(numbers, true, false));
    }

    /** Fisher and Yates. */
    private int[] order() {
        var order = new int[trainLabels.length];
        for (int index = 0; index < order.length; index++) {
            int other = random.nextInt(index + 1);
            order[index] = order[other];
            order[other] = index;
        }
        return order;
    }

    private float[] numbers(int count) {
        var numbers = new float[count];
        for (int index = 0; index < count; index++) {
            numbers[index] = (float) random.nextGaussian();
        }
        return numbers;
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
