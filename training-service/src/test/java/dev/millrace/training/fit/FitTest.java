package dev.millrace.training.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.training.Layer.Activation;
import dev.millrace.training.engine.InitialWeights;
import dev.millrace.training.engine.Network;
import dev.millrace.training.engine.Network.Descent;
import dev.millrace.training.engine.Network.Hidden;
import dev.millrace.training.engine.Network.Output;
import dev.millrace.training.engine.Randomness;
import dev.millrace.training.engine.TrainableNetwork;
import dev.millrace.training.engine.tensorflow.TensorflowEngine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FitTest {

    private static final Randomness SEED = new Randomness(3);

    private final List<Epoch> epochs = new ArrayList<>();
    private final List<String> hashes = new ArrayList<>();

    @Test
    void restoresTheWeightsOfTheBestEpochWhenItStopsEarly() {
        var fitted = fit(new FitPlan(500, 8, 5, 0), new Descent.Adam(0.05));

        assertThat(fitted.epochs()).isLessThan(500).isEqualTo(fitted.bestEpoch() + 5);
        assertThat(fitted.bestEpoch()).isEqualTo(lowestValidationLoss());
        assertThat(fitted.weights().hash()).isEqualTo(hashes.get(fitted.bestEpoch() - 1));
    }

    @Test
    void restoresTheWeightsOfTheBestEpochWhenAllEpochsRan() {
        var fitted = fit(new FitPlan(60, 8, 1000, 0), new Descent.Adam(0.05));

        assertThat(fitted.epochs()).isEqualTo(60);
        assertThat(fitted.bestEpoch()).isEqualTo(lowestValidationLoss()).isLessThan(60);
        assertThat(fitted.weights().hash()).isEqualTo(hashes.get(fitted.bestEpoch() - 1));
    }

    @Test
    void aLossThatBecomesInfiniteNamesItsEpochAndARemedy() {
        assertThatThrownBy(() -> fit(new FitPlan(500, 8, 500, 0), new Descent.Sgd(1e6, 0)))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        failure -> {
                            assertThat(failure.code()).isEqualTo(FailureCode.DIVERGED);
                            assertThat(failure)
                                    .hasMessageContaining("in epoch ")
                                    .hasMessageContaining("lower learning rate");
                        });
    }

    private int lowestValidationLoss() {
        return epochs.stream()
                .min(Comparator.comparingDouble(Epoch::validationLoss))
                .orElseThrow()
                .number();
    }

    private Fitted fit(FitPlan plan, Descent descent) {
        var network =
                new Network(
                        2,
                        List.of(
                                new Hidden.Dense(16, Activation.RELU, 0, 0),
                                new Hidden.BatchNorm(0.9)),
                        new Output.Regression(),
                        descent);
        try (var trained =
                new TensorflowEngine(1).open(network, InitialWeights.of(network, SEED))) {
            var fitted =
                    new Fit(plan, SEED, rows(40, 1), rows(30, 2))
                            .run(trained, epoch -> note(epoch, trained));
            assertThat(trained.weights().hash()).isEqualTo(fitted.weights().hash());
            return fitted;
        }
    }

    private void note(Epoch epoch, TrainableNetwork network) {
        epochs.add(epoch);
        hashes.add(network.weights().hash());
    }

    /** Much noise and few rows: soon the network learns the noise. */
    private static Rows rows(int count, long seed) {
        var random = new Random(seed);
        var features = new float[2 * count];
        var labels = new float[count];
        for (int row = 0; row < count; row++) {
            features[2 * row] = (float) random.nextGaussian();
            features[2 * row + 1] = (float) random.nextGaussian();
            labels[row] = (float) (features[2 * row] + random.nextGaussian());
        }
        return new Rows(2, features, labels);
    }
}
