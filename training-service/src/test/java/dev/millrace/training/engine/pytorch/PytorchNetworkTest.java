package dev.millrace.training.engine.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.contracts.training.Activation;
import dev.millrace.contracts.training.Clip;
import dev.millrace.contracts.training.Layer;
import dev.millrace.contracts.training.Loss;
import dev.millrace.contracts.training.Optimizer;
import dev.millrace.training.engine.Batch;
import dev.millrace.training.engine.Hardware;
import dev.millrace.training.engine.InitialWeights;
import dev.millrace.training.engine.Objective;
import dev.millrace.training.engine.Output;
import dev.millrace.training.engine.Randomness;
import dev.millrace.training.engine.Specimen;
import dev.millrace.training.engine.TrainableNetwork;
import dev.millrace.training.engine.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PytorchNetworkTest {

    private static final int FEATURES = 6;
    private static final PytorchEngine ENGINE = new PytorchEngine(Hardware.cpu(1));

    @Test
    void learnsXor() {
        var specimen = classifier(new Optimizer.Adam(null), Layer.Dense.of(8, Activation.TANH));
        var batch = new Batch(new float[4 * FEATURES], new float[] {0, 1, 1, 0});
        for (int row = 0; row < 4; row++) {
            batch.features()[row * FEATURES] = row / 2;
            batch.features()[row * FEATURES + 1] = row % 2;
        }
        try (var network = open(specimen, 1)) {
            for (int step = 0; step < 400; step++) {
                network.step(batch, 0, 0.05);
            }

            assertThat(network.loss(batch)).isLessThan(0.01);
            assertThat(network.outputs(batch.features(), 4))
                    .satisfies(p -> assertThat(p[1]).isGreaterThan(0.9))
                    .satisfies(p -> assertThat(p[3]).isLessThan(0.1));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.millrace.training.engine.Specimens#all")
    void aPassLeavesNoArrayBehind(Specimen specimen) {
        var batch = specimen.batch(1, 4);
        var arrays = Library.load(1).newBaseManager();
        var weights = specimen.weights(1);
        try (var network =
                new PytorchNetwork(specimen.network(), specimen.aim(), weights, arrays)) {
            int before = arrays.getManagedArrays().size();

            network.step(batch, 1, 0.01);
            network.loss(batch);
            network.outputs(batch.features(), 4);
            network.diagnose(batch, 1);

            assertThat(arrays.getManagedArrays()).hasSize(before);
        }
    }

    @Test
    void sameSeedGivesTheSameBitsAndAnotherSeedOthers() {
        assertThat(trained(7).hash()).isEqualTo(trained(7).hash());
        assertThat(trained(8).hash()).isNotEqualTo(trained(7).hash());
    }

    @ParameterizedTest
    @MethodSource("dev.millrace.training.engine.EngineParityTest#optimizers")
    void goesOnFromWeightsAndStateAsIfItHadNotStopped(Optimizer optimizer) {
        var specimen =
                classifier(optimizer, new Layer.BatchNorm(0.9, null), new Layer.Dropout(0.3));
        var batch = specimen.batch(1, 16);
        try (var whole = open(specimen, 3);
                var resumed = open(specimen, 4)) {
            run(whole, batch, 0, 3);
            var weights = whole.weights();
            var state = whole.optimizerState();
            run(whole, batch, 3, 6);

            resumed.load(weights);
            resumed.loadOptimizerState(state);
            run(resumed, batch, 3, 6);

            assertThat(resumed.weights().hash()).isEqualTo(whole.weights().hash());
            assertThat(resumed.optimizerState().hash()).isEqualTo(whole.optimizerState().hash());
        }
    }

    @Test
    void clipsByValueThenByNorm() {
        var specimen = classifier(new Optimizer.Sgd(1.0, null));
        var batch = specimen.batch(1, 8);
        var free = change(specimen, null, batch);
        double value =
                0.5
                        * IntStream.range(0, free.length)
                                .mapToDouble(i -> Math.abs(free[i]))
                                .max()
                                .orElseThrow();
        var clipped =
                java.util.Arrays.stream(free).map(g -> Math.clamp(g, -value, value)).toArray();
        double norm = Math.sqrt(java.util.Arrays.stream(clipped).map(g -> g * g).sum());

        var byValue = change(specimen, new Clip(value, null), batch);
        var byBoth = change(specimen, new Clip(value, norm / 2), batch);
        var byFarNorm = change(specimen, new Clip(null, 1e6), batch);

        for (int index = 0; index < free.length; index++) {
            assertThat(byValue[index]).isCloseTo(clipped[index], within(1e-6));
            assertThat(byBoth[index]).isCloseTo(clipped[index] / 2, within(1e-6));
            assertThat(byFarNorm[index]).isEqualTo(free[index]);
        }
    }

    @Test
    void frozenLayersStayWithAllWithinAndTheirMovingAverages() {
        var inner =
                List.<Layer>of(
                        Layer.Dense.of(FEATURES, Activation.RELU), new Layer.BatchNorm(0.5, null));
        var specimen =
                classifier(
                        new Optimizer.AdamW(0.1, 0.1),
                        new Layer.Residual(inner, "body"),
                        Layer.Dense.of(4, Activation.RELU));
        var objective =
                new Objective(
                        specimen.aim().loss(),
                        List.of(),
                        specimen.aim().optimizer(),
                        null,
                        Set.of("body"));
        var initial = InitialWeights.of(specimen.network(), new Randomness(2));
        try (var network = ENGINE.open(specimen.network(), objective, initial)) {
            run(network, specimen.batch(1, 16), 0, 3);

            var weights = network.weights();
            for (int index = 0; index < initial.shapes().size(); index++) {
                var name = initial.shapes().get(index).name();
                boolean same =
                        java.util.Arrays.equals(
                                initial.values().get(index), weights.values().get(index));
                assertThat(same).as(name).isEqualTo(name.startsWith("0."));
            }
        }
    }

    @Test
    void aNetworkThatIsFrozenAsAWholeStaysAndCanBeResumed() {
        var specimen = classifier(new Optimizer.Adam(null), Layer.Dense.of(4, Activation.RELU));
        var frozen =
                new Objective(
                        specimen.aim().loss(),
                        List.of(),
                        specimen.aim().optimizer(),
                        new Clip(1.0, 1.0),
                        Set.of("0", "output"));
        var batch = specimen.batch(1, 8);
        var initial = InitialWeights.of(specimen.network(), new Randomness(2));
        try (var network = ENGINE.open(specimen.network(), frozen, initial)) {
            assertThat(network.step(batch, 0, 0.1)).isEqualTo(network.loss(batch));
            network.loadOptimizerState(network.optimizerState());

            assertThat(network.weights().hash()).isEqualTo(initial.hash());
            assertThat(network.diagnose(batch, 0).gradientNorms()).isEmpty();
        }
    }

    @Test
    void aDiagnosisChangesNothingAndFindsDeadUnits() {
        var specimen =
                classifier(
                        new Optimizer.Adam(null),
                        new Layer.BatchNorm(null, null),
                        new Layer.Dense(4, Activation.RELU, null, null, null, "first"),
                        new Layer.Dropout(0.5));
        var batch = specimen.batch(1, 16);
        try (var network = open(specimen, 1)) {
            var weights = network.weights();
            var values = new ArrayList<>(weights.values());
            int bias = weights.shapes().stream().map(s -> s.name()).toList().indexOf("first.bias");
            values.set(bias, new float[] {-1e6f, 0, 0, -1e6f});
            network.load(new Weights(weights.shapes(), values));
            var before = network.weights().hash();

            var diagnosis = network.diagnose(batch, 1);

            assertThat(diagnosis.deadUnits()).containsEntry("first", 0.5);
            assertThat(diagnosis.gradientNorms())
                    .containsKeys("0.scale", "first.kernel", "output.bias")
                    .doesNotContainKey("0.mean");
            assertThat(network.weights().hash()).isEqualTo(before);
        }
    }

    @Test
    void classWeightsScaleTheLossOfTheirRows() {
        var specimen = classifier(new Optimizer.Sgd(1.0, null));
        var weighted =
                new Objective(
                        specimen.aim().loss(),
                        List.of(0.0, 3.0),
                        specimen.aim().optimizer(),
                        null,
                        Set.of());
        var initial = InitialWeights.of(specimen.network(), new Randomness(2));
        var batch = specimen.batch(1, 8);
        try (var plain = ENGINE.open(specimen.network(), specimen.aim(), initial);
                var network = ENGINE.open(specimen.network(), weighted, initial)) {
            var outputs = plain.outputs(batch.features(), 8);
            double sum = 0;
            for (int row = 0; row < 8; row++) {
                sum += batch.labels()[row] == 1 ? -3 * Math.log(outputs[row]) : 0;
            }

            assertThat(network.loss(batch)).isCloseTo(sum / 8, within(1e-5));
        }
    }

    /** By how much one step changes all weights. */
    private static double[] change(Specimen specimen, Clip clip, Batch batch) {
        var objective =
                new Objective(
                        specimen.aim().loss(),
                        List.of(),
                        specimen.aim().optimizer(),
                        clip,
                        Set.of());
        var initial = InitialWeights.of(specimen.network(), new Randomness(1));
        try (var network = ENGINE.open(specimen.network(), objective, initial)) {
            network.step(batch, 0, 1);
            var moved = network.weights();
            return IntStream.range(0, initial.values().size())
                    .boxed()
                    .flatMap(array ->
                            IntStream.range(0, initial.values().get(array).length)
                                    .mapToObj(at ->
                                            (double) initial.values().get(array)[at]
                                                    - moved.values().get(array)[at]))
                    .mapToDouble(Double::doubleValue)
                    .toArray();
        }
    }

    private static Weights trained(long seed) {
        var randomness = new Randomness(seed);
        var specimen =
                classifier(
                        new Optimizer.Adam(null),
                        new Layer.Dense(16, Activation.RELU, null, 0.001, 0.001, null),
                        new Layer.BatchNorm(null, null),
                        new Layer.Dropout(0.2));
        try (var network = open(specimen, seed)) {
            for (int step = 0; step < 50; step++) {
                network.step(specimen.batch(1, 32), randomness.dropout(1, step), 0.01);
            }
            return network.weights();
        }
    }

    private static void run(TrainableNetwork network, Batch batch, int from, int to) {
        for (int step = from; step < to; step++) {
            network.step(batch, step, 0.01);
        }
    }

    private static TrainableNetwork open(Specimen specimen, long seed) {
        return ENGINE.open(
                specimen.network(),
                specimen.aim(),
                InitialWeights.of(specimen.network(), new Randomness(seed)));
    }

    private static Specimen classifier(Optimizer optimizer, Layer... layers) {
        var plain = Specimen.of("classifier", FEATURES, layers);
        return new Specimen(
                plain.name(),
                plain.features(),
                plain.layers(),
                new Output.Binary(),
                Objective.of(new Loss.CrossEntropy(null), optimizer));
    }
}
