package dev.millrace.training.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.training.Activation;
import dev.millrace.contracts.training.EarlyStopping;
import dev.millrace.contracts.training.Layer;
import dev.millrace.contracts.training.Loss;
import dev.millrace.contracts.training.Optimizer;
import dev.millrace.contracts.training.TrainRequest;
import dev.millrace.training.engine.InitialWeights;
import dev.millrace.training.engine.Network;
import dev.millrace.training.engine.Objective;
import dev.millrace.training.engine.Output;
import dev.millrace.training.engine.Randomness;
import dev.millrace.training.engine.TrainableNetwork;
import dev.millrace.training.engine.tensorflow.TensorflowEngine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FitTest {

    private static final Randomness SEED = new Randomness(3);
    private static final TrainRequest REQUEST = TrainRequest.of("noise", new UUID(0, 1));

    private final List<Epoch> epochs = new ArrayList<>();
    private final List<String> hashes = new ArrayList<>();

    @Test
    void restoresTheWeightsOfTheBestEpochWhenItStopsEarly() throws IOException {
        var fitted = fit(500, 5, new Optimizer.Adam(0.05));

        assertThat(fitted.ending()).isEqualTo(Ending.EARLY_STOPPING);
        assertThat(fitted.epochs()).isLessThan(500).isEqualTo(fitted.bestEpoch() + 5);
        assertThat(fitted.bestEpoch()).isEqualTo(lowestValidationLoss());
        assertThat(fitted.weights().hash()).isEqualTo(hashes.get(fitted.bestEpoch() - 1));
    }

    @Test
    void restoresTheWeightsOfTheBestEpochWhenAllEpochsRan() throws IOException {
        var fitted = fit(60, 1000, new Optimizer.Adam(0.05));

        assertThat(fitted.ending()).isEqualTo(Ending.ALL_EPOCHS);
        assertThat(fitted.epochs()).isEqualTo(60);
        assertThat(fitted.bestEpoch()).isEqualTo(lowestValidationLoss()).isLessThan(60);
        assertThat(fitted.weights().hash()).isEqualTo(hashes.get(fitted.bestEpoch() - 1));
    }

    @Test
    void aLossThatBecomesInfiniteNamesItsEpochAndARemedy() {
        assertThatThrownBy(() -> fit(500, 500, new Optimizer.Sgd(1e6, 0.0)))
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

    private Fitted fit(int epochs, int patience, Optimizer optimizer) throws IOException {
        var network =
                new Network(
                        List.of("a", "b"),
                        List.of(
                                Layer.Dense.of(16, Activation.RELU),
                                new Layer.BatchNorm(0.9, null)),
                        new Output.Regression());
        var objective = Objective.of(new Loss.SquaredError(), optimizer);
        var plan =
                FitPlan.of(
                        REQUEST.change()
                                .epochs(epochs)
                                .batchSize(8)
                                .optimizer(optimizer)
                                .earlyStopping(EarlyStopping.after(patience))
                                .build());
        try (var trained =
                new TensorflowEngine(1)
                        .open(network, objective, InitialWeights.of(network, SEED))) {
            var fitted =
                    new Fit(plan, SEED, rows(40, 1), rows(30, 2))
                            .run(trained, epoch -> note(epoch, trained));
            assertThat(trained.weights().hash()).isEqualTo(fitted.weights().hash());
            return fitted;
        }
    }

    private boolean note(Epoch epoch, TrainableNetwork network) {
        epochs.add(epoch);
        hashes.add(network.weights().hash());
        return true;
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
