package dev.millrace.training.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.training.Loss;
import dev.millrace.contracts.training.Optimizer;
import dev.millrace.training.engine.tensorflow.TensorflowEngine;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A weight of a wrong shape would be refused by the operation that uses it. */
class RandomNetworksTest {

    private static final int ROWS = 5;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void weightsHaveTheShapesThatLayersNeed(long seed) {
        var made = RandomNetworks.of(seed);
        var network = made.network();
        var parts = network.parts();
        int width = parts.isEmpty() ? network.inputs() : parts.getLast().out().size();

        assertThat(width).isEqualTo(made.width());
        var weights = InitialWeights.of(network, new Randomness(seed));
        var objective = Objective.of(new Loss.CrossEntropy(null), new Optimizer.Adam(null));
        try (var trained = new TensorflowEngine(1).open(network, objective, weights)) {
            var batch = batch(network.inputs());
            assertThat(trained.step(batch, 1, 1e-3)).isFinite();
            var outputs = trained.outputs(batch.features(), ROWS);
            assertThat(outputs).hasSize(ROWS * 3);
            assertThat(DoubleStream.of(outputs).sum()).isBetween(ROWS - 1e-3, ROWS + 1e-3);
        }
    }

    private static Batch batch(int inputs) {
        var random = new SplittableRandom(3);
        var features = new float[ROWS * inputs];
        for (int index = 0; index < features.length; index++) {
            features[index] = (float) random.nextGaussian();
        }
        return new Batch(features, new float[] {0, 1, 2, 0, 1});
    }
}
