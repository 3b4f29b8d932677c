package dev.millrace.training.engine.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.contracts.training.Activation;
import dev.millrace.contracts.training.Layer;
import dev.millrace.contracts.training.Loss;
import dev.millrace.contracts.training.Optimizer;
import dev.millrace.training.engine.Batch;
import dev.millrace.training.engine.InitialWeights;
import dev.millrace.training.engine.Network;
import dev.millrace.training.engine.Objective;
import dev.millrace.training.engine.Output;
import dev.millrace.training.engine.Randomness;
import dev.millrace.training.engine.Weights;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TensorflowNetworkTest {

    private static final int INPUTS = 3;

    @Test
    void learnsXor() {
        var network =
                new Network(
                        List.of("a", "b"),
                        List.of(dense(8, Activation.TANH, 0, 0)),
                        new Output.Binary());
        var batch = new Batch(new float[] {0, 0, 0, 1, 1, 0, 1, 1}, new float[] {0, 1, 1, 0});
        try (var trained = open(network, InitialWeights.of(network, new Randomness(1)))) {
            for (int step = 0; step < 400; step++) {
                trained.step(batch, 0, 0.05);
            }

            assertThat(trained.loss(batch)).isLessThan(0.01);
        }
    }

    @Test
    void findsTheLeastSquaresSolution() {
        var network = new Network(List.of("x"), List.of(), new Output.Regression());
        float[] x = {-1.5f, -0.5f, 0.25f, 1f, 2f};
        float[] y = {-2f, 0.5f, 1.25f, 2f, 6f};
        try (var trained =
                open(
                        network,
                        new Optimizer.Sgd(0.1, 0.9),
                        InitialWeights.of(network, new Randomness(1)))) {
            for (int step = 0; step < 500; step++) {
                trained.step(new Batch(x, y), 0, 0.1);
            }

            var line = leastSquares(x, y);
            var weights = trained.weights().values();
            assertThat((double) weights.get(0)[0]).isCloseTo(line[1], within(1e-4));
            assertThat((double) weights.get(1)[0]).isCloseTo(line[0], within(1e-4));
        }
    }

    @Test
    void sameSeedGivesTheSameBitsAndAnotherSeedOthers() {
        assertThat(hashAfterTraining(7)).isEqualTo(hashAfterTraining(7));
        assertThat(hashAfterTraining(8)).isNotEqualTo(hashAfterTraining(7));
    }

    @Test
    void loadedWeightsAreReadBackUnchanged() {
        var network = network(List.of(dense(4, Activation.RELU, 0, 0)), new Output.Multiclass(3));
        var initial = InitialWeights.of(network, new Randomness(1));
        try (var trained = open(network, initial)) {
            trained.step(batch(network.output(), 8), 0, 0.01);
            assertThat(trained.weights().hash()).isNotEqualTo(initial.hash());

            trained.load(initial);

            assertThat(trained.weights().hash()).isEqualTo(initial.hash());
        }
    }

    private static String hashAfterTraining(long seed) {
        var randomness = new Randomness(seed);
        var network =
                network(
                        List.of(
                                dense(16, Activation.RELU, 0.001, 0.001),
                                new Layer.BatchNorm(0.99, null),
                                new Layer.Dropout(0.2)),
                        new Output.Binary());
        try (var trained = open(network, InitialWeights.of(network, randomness))) {
            for (int step = 0; step < 50; step++) {
                trained.step(batch(network.output(), 32), randomness.dropout(1, step), 0.01);
            }
            return trained.weights().hash();
        }
    }

    private static double[] leastSquares(float[] x, float[] y) {
        double n = x.length;
        double sx = 0;
        double sy = 0;
        double sxx = 0;
        double sxy = 0;
        for (int i = 0; i < n; i++) {
            sx += x[i];
            sy += y[i];
            sxx += x[i] * x[i];
            sxy += x[i] * y[i];
        }
        double slope = (n * sxy - sx * sy) / (n * sxx - sx * sx);
        return new double[] {(sy - slope * sx) / n, slope};
    }

    private static Layer dense(int units, Activation activation, double l1, double l2) {
        return new Layer.Dense(units, activation, null, l1, l2, null);
    }

    private static Network network(List<Layer> layers, Output output) {
        var features = IntStream.range(0, INPUTS).mapToObj(index -> "x" + index).toList();
        return new Network(features, layers, output);
    }

    private static TensorflowNetwork open(Network network, Weights weights) {
        return open(network, new Optimizer.Adam(null), weights);
    }

    private static TensorflowNetwork open(Network network, Optimizer optimizer, Weights weights) {
        var loss =
                network.output() instanceof Output.Regression
                        ? new Loss.SquaredError()
                        : new Loss.CrossEntropy(null);
        return new TensorflowNetwork(
                network, Objective.of(loss, optimizer), weights, Computing.cpu(1));
    }

    private static Batch batch(Output output, int rows) {
        var random = new Random(42);
        var features = new float[rows * INPUTS];
        var labels = new float[rows];
        for (int index = 0; index < features.length; index++) {
            features[index] = (float) random.nextGaussian();
        }
        for (int row = 0; row < rows; row++) {
            labels[row] =
                    switch (output) {
                        case Output.Binary _ -> random.nextInt(2);
                        case Output.Multiclass(int classes) -> random.nextInt(classes);
                        case Output.Regression _, Output.Reconstruction _ ->
                                (float) random.nextGaussian();
                    };
        }
        return new Batch(features, labels);
    }
}
