package dev.millrace.training.engine.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.contracts.training.Activation;
import dev.millrace.contracts.training.Clip;
import dev.millrace.contracts.training.Layer;
import dev.millrace.contracts.training.Optimizer;
import dev.millrace.training.engine.Objective;
import dev.millrace.training.engine.Specimen;
import dev.millrace.training.engine.WeightShape;
import dev.millrace.training.engine.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.types.TFloat64;

class OptimizersTest {

    private static final int ROWS = 16;
    private static final int STEPS = 6;

    private static final Specimen DENSE =
            Specimen.of("dense", 3, Layer.Dense.of(4, Activation.TANH));
    private static final Specimen NOISY =
            Specimen.of(
                    "noisy",
                    3,
                    Layer.Dense.of(6, Activation.RELU),
                    new Layer.BatchNorm(null, null),
                    new Layer.Dropout(0.3));

    static Stream<Optimizer> optimizers() {
        return Stream.of(
                new Optimizer.Adam(null),
                new Optimizer.AdamW(null, 0.1),
                new Optimizer.Sgd(null, null),
                new Optimizer.Sgd(null, 0.9),
                new Optimizer.RmsProp(null, 0.8),
                new Optimizer.Adagrad(null));
    }

    @Test
    void noneIsLeftOut() {
        assertThat(optimizers().<Class<?>>map(Object::getClass))
                .contains(Optimizer.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void followTheirFormulas(Optimizer optimizer) {
        var weights = DENSE.weights(1);
        var references = references(weights, optimizer);
        var expected = weights;
        try (var network = open(DENSE, optimizer, null, weights);
                var exact = new Probe<>(DENSE.network(), DENSE.aim(), weights, TFloat64.class)) {
            for (int step = 0; step < STEPS; step++) {
                double rate = 0.01 * (1 + step);
                var batch = DENSE.batch(step, ROWS);
                exact.load(expected);
                expected = followed(references, expected, exact.gradients(batch, 0), rate);

                network.step(batch, 0, rate);

                assertClose(network.weights(), expected, 1e-6);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void goOnFromTheirStateAsIfTheyHadNotStopped(Optimizer optimizer) {
        try (var whole = open(NOISY, optimizer, null, NOISY.weights(1));
                var first = open(NOISY, optimizer, null, NOISY.weights(1));
                var second = open(NOISY, optimizer, null, NOISY.weights(2))) {
            train(whole, 0, 2 * STEPS);
            train(first, 0, STEPS);

            second.load(first.weights());
            second.loadOptimizerState(first.optimizerState());
            train(second, STEPS, 2 * STEPS);

            assertThat(second.weights().hash()).isEqualTo(whole.weights().hash());
            assertThat(second.optimizerState().hash()).isEqualTo(whole.optimizerState().hash());
        }
    }

    @Test
    void clipsByValueFirstAndThenByTheNormOfAll() {
        var weights = DENSE.weights(1);
        var batch = DENSE.batch(1, ROWS);
        var clip = new Clip(0.2, 0.3);
        try (var network = open(DENSE, new Optimizer.Sgd(null, null), clip, weights);
                var exact = new Probe<>(DENSE.network(), DENSE.aim(), weights, TFloat64.class)) {
            var gradients = exact.gradients(batch, 0);
            double largest = largest(gradients);
            double squares = 0;
            for (var gradient : gradients) {
                for (int place = 0; place < gradient.length; place++) {
                    gradient[place] = Math.clamp(gradient[place], -0.2, 0.2);
                    squares += gradient[place] * gradient[place];
                }
            }
            assertThat(largest).as("something is clipped").isGreaterThan(0.2);
            assertThat(Math.sqrt(squares)).as("something is scaled").isGreaterThan(0.3);
            var references = references(weights, new Optimizer.Sgd(null, null));
            var expected = followed(references, weights, gradients, 0.3 / Math.sqrt(squares));

            network.step(batch, 0, 1);

            assertClose(network.weights(), expected, 1e-6);
        }
    }

    @Test
    void smallGradientsAreNotClipped() {
        var adam = new Optimizer.Adam(null);
        try (var clipped = open(NOISY, adam, new Clip(1e3, 1e3), NOISY.weights(1));
                var free = open(NOISY, adam, null, NOISY.weights(1))) {
            train(clipped, 0, STEPS);
            train(free, 0, STEPS);

            assertThat(clipped.weights().hash()).isEqualTo(free.weights().hash());
        }
    }

    @Test
    void frozenLayersStayWithAllWithin() {
        var block =
                new Layer.Residual(
                        List.of(
                                Layer.Dense.of(3, Activation.TANH),
                                new Layer.BatchNorm(null, "norm")),
                        "block");
        var specimen = Specimen.of("frozen", 3, block, Layer.Dense.of(4, Activation.TANH));
        var weights = specimen.weights(1);
        var aim = objective(specimen, new Optimizer.AdamW(null, null), null, Set.of("block"));
        try (var network =
                new TensorflowNetwork(specimen.network(), aim, weights, Computing.cpu(1))) {
            network.step(specimen.batch(1, ROWS), 0, 0.01);

            var after = network.weights();
            for (int index = 0; index < weights.shapes().size(); index++) {
                boolean stays = Set.of("0.0", "norm").contains(weights.shapes().get(index).layer());
                assertThat(Arrays.equals(weights.values().get(index), after.values().get(index)))
                        .as(weights.shapes().get(index).name())
                        .isEqualTo(stays);
            }
            assertThat(network.optimizerState().shapes())
                    .extracting(WeightShape::name)
                    .noneMatch(name -> name.startsWith("norm") || name.startsWith("0.0"));
        }
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void aNetworkThatIsFrozenAsAWholeOnlyTellsItsLoss(Optimizer optimizer) {
        var weights = DENSE.weights(1);
        var aim = objective(DENSE, optimizer, new Clip(1.0, 1.0), Set.of("0", "output"));
        try (var network = new TensorflowNetwork(DENSE.network(), aim, weights, Computing.cpu(1))) {
            var batch = DENSE.batch(1, ROWS);

            assertThat(network.step(batch, 0, 0.1)).isEqualTo(network.loss(batch));
            assertThat(network.weights().hash()).isEqualTo(weights.hash());
            assertThat(network.diagnose(batch, 0).gradientNorms()).isEmpty();
        }
    }

    private static void train(TensorflowNetwork network, int from, int to) {
        for (int step = from; step < to; step++) {
            network.step(NOISY.batch(step, ROWS), step, 0.01);
        }
    }

    private static TensorflowNetwork open(
            Specimen specimen, Optimizer optimizer, Clip clip, Weights weights) {
        var aim = objective(specimen, optimizer, clip, Set.of());
        return new TensorflowNetwork(specimen.network(), aim, weights, Computing.cpu(1));
    }

    private static Objective objective(
            Specimen specimen, Optimizer optimizer, Clip clip, Set<String> frozen) {
        return new Objective(specimen.aim().loss(), List.of(), optimizer, clip, frozen);
    }

    private static List<List<ReferenceOptimizer>> references(Weights weights, Optimizer optimizer) {
        return weights.shapes().stream().map(shape -> references(shape, optimizer)).toList();
    }

    private static List<ReferenceOptimizer> references(WeightShape shape, Optimizer optimizer) {
        return Stream.generate(() -> new ReferenceOptimizer(optimizer, shape.role().isKernel()))
                .limit(shape.size())
                .toList();
    }

    private static Weights followed(
            List<List<ReferenceOptimizer>> references,
            Weights weights,
            List<double[]> gradients,
            double rate) {
        var values = new ArrayList<float[]>();
        for (int array = 0; array < gradients.size(); array++) {
            var moved = weights.values().get(array).clone();
            for (int place = 0; place < moved.length; place++) {
                var reference = references.get(array).get(place);
                double gradient = gradients.get(array)[place];
                moved[place] = (float) reference.follow(moved[place], gradient, rate);
            }
            values.add(moved);
        }
        return new Weights(weights.shapes(), values);
    }

    private static void assertClose(Weights actual, Weights expected, double tolerance) {
        for (int array = 0; array < expected.shapes().size(); array++) {
            assertThat(actual.values().get(array))
                    .as(expected.shapes().get(array).name())
                    .containsExactly(expected.values().get(array), within((float) tolerance));
        }
    }

    private static double largest(List<double[]> gradients) {
        return gradients.stream()
                .flatMapToDouble(Arrays::stream)
                .map(Math::abs)
                .max()
                .orElseThrow();
    }
}
