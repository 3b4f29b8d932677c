package dev.millrace.training.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.contracts.training.Loss;
import dev.millrace.contracts.training.Optimizer;
import dev.millrace.training.engine.pytorch.PytorchEngine;
import dev.millrace.training.engine.tensorflow.TensorflowEngine;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each optimizer of each engine against its formula, in double precision, on a straight line. */
class OptimizersTest {

    private static final int STEPS = 25;
    private static final float[] X = {-1.5f, -0.5f, 0.25f, 1f, 2f};
    private static final float[] Y = {-2f, 0.5f, 1.25f, 2f, 6f};
    private static final float[] START = {0.5f, -0.25f};

    static Stream<Arguments> optimizers() {
        var engines =
                List.of(new TensorflowEngine(Hardware.cpu(1)), new PytorchEngine(Hardware.cpu(1)));
        return EngineParityTest.optimizers()
                .flatMap(optimizer ->
                        engines.stream().map(engine -> Arguments.of(engine, optimizer)));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void followsItsFormula(Engine engine, Optimizer optimizer) {
        var network = new Network(List.of("x"), List.of(), new Output.Regression());
        var aim = new Objective(new Loss.SquaredError(), List.of(), optimizer, null, Set.of());
        var start =
                new Weights(
                        network.weights(), List.of(new float[] {START[0]}, new float[] {START[1]}));
        var expected = new Formula(optimizer);
        try (var line = engine.open(network, aim, start)) {
            for (int step = 1; step <= STEPS; step++) {
                double rate = optimizer.learningRate() / (step > 10 ? 2 : 1);
                line.step(new Batch(X, Y), 0, rate);
                expected.step(step, rate);
            }

            var weights = line.weights().values();
            assertThat((double) weights.get(0)[0]).isCloseTo(expected.weight[0], within(2e-5));
            assertThat((double) weights.get(1)[0]).isCloseTo(expected.weight[1], within(2e-5));
        }
    }

    /** Slope and bias of a line under mean squared error. */
    private static final class Formula {

        private final Optimizer optimizer;
        private final double[] weight = {START[0], START[1]};
        private final double[] first = new double[2];
        private final double[] second = new double[2];

        Formula(Optimizer optimizer) {
            this.optimizer = optimizer;
            if (optimizer instanceof Optimizer.Adagrad) {
                second[0] = 0.1;
                second[1] = 0.1;
            }
        }

        void step(int number, double rate) {
            var gradient = gradient();
            for (int at = 0; at < 2; at++) {
                double g = gradient[at];
                switch (optimizer) {
                    case Optimizer.Adam _ -> adam(at, g, number, rate);
                    case Optimizer.AdamW adam -> {
                        weight[at] *= at == 0 ? 1 - rate * adam.weightDecay() : 1;
                        adam(at, g, number, rate);
                    }
                    case Optimizer.Sgd sgd -> {
                        first[at] = sgd.momentum() * first[at] + g;
                        weight[at] -= rate * first[at];
                    }
                    case Optimizer.RmsProp rms -> {
                        second[at] = rms.rho() * second[at] + (1 - rms.rho()) * g * g;
                        weight[at] -= rate * g / Math.sqrt(second[at] + 1e-7);
                    }
                    case Optimizer.Adagrad _ -> {
                        second[at] += g * g;
                        weight[at] -= rate * g / (Math.sqrt(second[at]) + 1e-7);
                    }
                }
            }
        }

        private void adam(int at, double g, int number, double rate) {
            first[at] = 0.9 * first[at] + 0.1 * g;
            second[at] = 0.999 * second[at] + 0.001 * g * g;
            double mean = first[at] / (1 - Math.pow(0.9, number));
            double square = second[at] / (1 - Math.pow(0.999, number));
            weight[at] -= rate * mean / (Math.sqrt(square) + 1e-7);
        }

        private double[] gradient() {
            var gradient = new double[2];
            for (int row = 0; row < X.length; row++) {
                double error = weight[0] * X[row] + weight[1] - Y[row];
                gradient[0] += 2 * error * X[row] / X.length;
                gradient[1] += 2 * error / X.length;
            }
            return gradient;
        }
    }
}
