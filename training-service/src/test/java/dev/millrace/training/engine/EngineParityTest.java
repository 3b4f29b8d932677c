package dev.millrace.training.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.contracts.training.Activation;
import dev.millrace.contracts.training.Clip;
import dev.millrace.contracts.training.Layer;
import dev.millrace.contracts.training.Loss;
import dev.millrace.contracts.training.Optimizer;
import dev.millrace.training.engine.pytorch.PytorchEngine;
import dev.millrace.training.engine.tensorflow.TensorflowEngine;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Both engines compute the same from the same weights and data, so that one may be chosen for speed
 * or hardware alone. Only dropout masks differ: each engine draws its own.
 */
class EngineParityTest {

    private static final int ROWS = 8;
    private static final double LOSS = 1e-5;
    private static final double WEIGHT = 1e-4;
    private static final Engine TENSORFLOW = new TensorflowEngine(Hardware.cpu(1));
    private static final Engine PYTORCH = new PytorchEngine(Hardware.cpu(1));

    static Stream<Specimen> specimens() {
        return Specimens.all().stream();
    }

    static Stream<Optimizer> optimizers() {
        return Arrays.stream(Optimizer.class.getPermittedSubclasses())
                .flatMap(type -> settings(type).stream());
    }

    @ParameterizedTest
    @MethodSource("specimens")
    void lossOutputsAndGradientsAreTheSame(Specimen specimen) {
        var batch = specimen.batch(1, ROWS);
        try (var one = open(TENSORFLOW, specimen);
                var other = open(PYTORCH, specimen)) {
            assertThat(other.loss(batch)).isCloseTo(one.loss(batch), within(LOSS));
            assertThat(other.outputs(batch.features(), ROWS))
                    .containsExactly(one.outputs(batch.features(), ROWS), within(LOSS));
            if (specimen.layers().stream().noneMatch(Layer.Dropout.class::isInstance)) {
                sameGradients(one, other, batch);
            }
        }
    }

    private static void sameGradients(TrainableNetwork one, TrainableNetwork other, Batch batch) {
        same(other.diagnose(batch, 0), one.diagnose(batch, 0));

        double loss = one.step(batch, 0, 1); // SGD by 1: the weights move by their gradients

        assertThat(other.step(batch, 0, 1)).isCloseTo(loss, within(LOSS));
        same(other.weights(), one.weights());
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void weightsAreTheSameAfterStepsOfEachOptimizer(Optimizer optimizer) {
        sameAfterSteps(optimizer, null, Set.of());
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void oneEngineGoesOnWhereTheOtherWas(Optimizer optimizer) {
        var specimen = multiclass(optimizer, null, Set.of());
        var batch = specimen.batch(1, ROWS);
        try (var one = open(TENSORFLOW, specimen);
                var other = open(PYTORCH, specimen)) {
            for (int step = 0; step < 3; step++) {
                one.step(batch, step, optimizer.learningRate());
            }
            other.load(one.weights());
            other.loadOptimizerState(one.optimizerState());

            one.step(batch, 3, optimizer.learningRate());
            other.step(batch, 3, optimizer.learningRate());

            same(other.weights(), one.weights());
        }
    }

    @Test
    void weightsAreTheSameWithClippingAndFrozenLayers() {
        sameAfterSteps(new Optimizer.Sgd(0.1, null), new Clip(0.02, null), Set.of());
        sameAfterSteps(new Optimizer.Sgd(0.1, null), new Clip(0.05, 0.1), Set.of());
        sameAfterSteps(new Optimizer.AdamW(0.01, 0.1), new Clip(null, 0.1), Set.of("block"));
    }

    private static void sameAfterSteps(
            Optimizer optimizer, @Nullable Clip clip, Set<String> frozen) {
        var specimen = multiclass(optimizer, clip, frozen);
        try (var one = open(TENSORFLOW, specimen);
                var other = open(PYTORCH, specimen)) {
            for (int step = 0; step < 12; step++) {
                var batch = specimen.batch(step, ROWS);
                double rate = optimizer.learningRate() * (step < 6 ? 1 : 0.5);

                assertThat(other.step(batch, step, rate))
                        .isCloseTo(one.step(batch, step, rate), within(WEIGHT));
            }
            same(other.weights(), one.weights());
        }
    }

    private static Specimen multiclass(
            Optimizer optimizer, @Nullable Clip clip, Set<String> frozen) {
        var layers =
                List.<Layer>of(
                        new Layer.Residual(
                                List.of(
                                        new Layer.BatchNorm(0.8, null),
                                        Layer.Dense.of(6, Activation.TANH)),
                                "block"),
                        new Layer.BatchNorm(0.9, null),
                        new Layer.Dense(5, Activation.GELU, null, 0.001, 0.01, null));
        var aim =
                new Objective(
                        new Loss.CrossEntropy(0.1),
                        List.of(1.0, 0.5, 2.0),
                        optimizer,
                        clip,
                        frozen);
        var names = Specimen.of("x", 4).features();
        return new Specimen("steps", names, layers, new Output.Multiclass(3), aim);
    }

    private static List<Optimizer> settings(Class<?> type) {
        var settings =
                Map.<Class<?>, List<Optimizer>>of(
                        Optimizer.Adam.class, List.of(new Optimizer.Adam(0.01)),
                        Optimizer.AdamW.class, List.of(new Optimizer.AdamW(0.01, 0.1)),
                        Optimizer.Sgd.class,
                                List.of(new Optimizer.Sgd(0.1, 0.0), new Optimizer.Sgd(0.1, 0.9)),
                        Optimizer.RmsProp.class, List.of(new Optimizer.RmsProp(0.01, 0.8)),
                        Optimizer.Adagrad.class, List.of(new Optimizer.Adagrad(0.1)));
        assertThat(settings).as("a new optimizer needs a setting here").containsKey(type);
        return settings.get(type);
    }

    private static void same(Weights actual, Weights expected) {
        assertThat(actual.shapes()).isEqualTo(expected.shapes());
        for (int array = 0; array < expected.shapes().size(); array++) {
            assertThat(actual.values().get(array))
                    .as(expected.shapes().get(array).name())
                    .containsExactly(expected.values().get(array), within((float) WEIGHT));
        }
    }

    private static void same(Diagnosis actual, Diagnosis expected) {
        assertThat(actual.gradientNorms()).hasSameSizeAs(expected.gradientNorms());
        expected.gradientNorms()
                .forEach((weight, norm) ->
                        assertThat(actual.gradientNorms().get(weight))
                                .as(weight)
                                .isCloseTo(norm, within(WEIGHT)));
        assertThat(actual.deadUnits()).isEqualTo(expected.deadUnits());
    }

    private static TrainableNetwork open(Engine engine, Specimen specimen) {
        return engine.open(specimen.network(), specimen.aim(), specimen.weights(1));
    }
}
