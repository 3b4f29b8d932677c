package dev.millrace.inference;

import dev.millrace.transform.TargetSpec.Kind;
import java.nio.file.Path;
import java.util.Random;
import org.tensorflow.Graph;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * A dense network of two layers with random weights in a plain TensorFlow session: the oracle for
 * what the service answers, written as a SavedModel with the contract's signature.
 */
final class TestNetwork implements AutoCloseable {

    private static final int HIDDEN = 16;

    private final Graph graph = new Graph();
    private final Session session;
    private final Placeholder<TFloat32> features;
    private final org.tensorflow.Operand<TFloat32> output;

    TestNetwork(int width, int outputs, Kind kind, long seed) {
        var random = new Random(seed);
        Ops tf = Ops.create(graph);
        features =
                tf.withName("features")
                        .placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, width)));
        var hidden =
                tf.nn.relu(tf.linalg.matMul(features, tf.constant(weights(random, width, HIDDEN))));
        var linear = tf.linalg.matMul(hidden, tf.constant(weights(random, HIDDEN, outputs)));
        output =
                switch (kind) {
                    case BINARY -> tf.math.sigmoid(linear);
                    case MULTICLASS -> tf.nn.softmax(linear);
                    case REGRESSION -> linear;
                    case NONE -> tf.math.square(linear);
                };
        session = new Session(graph);
    }

    double[] run(float[] row) {
        try (TFloat32 input = TFloat32.tensorOf(StdArrays.ndCopyOf(new float[][] {row}));
                var result = session.runner().feed(features, input).fetch(output).run();
                TFloat32 numbers = (TFloat32) result.get(0)) {
            var found = new double[(int) numbers.shape().get(1)];
            for (int i = 0; i < found.length; i++) {
                found[i] = numbers.getFloat(0, i);
            }
            return found;
        }
    }

    void export(Path folder) throws java.io.IOException {
        var signature =
                Signature.builder()
                        .key("serving_default")
                        .input("features", features)
                        .output("output", output)
                        .build();
        SavedModelBundle.exporter(folder.toString())
                .withSession(session)
                .withSignature(signature)
                .export();
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }

    private static float[][] weights(Random random, int rows, int columns) {
        var weights = new float[rows][columns];
        for (float[] row : weights) {
            for (int i = 0; i < columns; i++) {
                row[i] = (float) random.nextGaussian() / 2;
            }
        }
        return weights;
    }
}
