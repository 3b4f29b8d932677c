package dev.millrace.training.engine.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.contracts.training.Activation;
import dev.millrace.contracts.training.Layer;
import dev.millrace.contracts.training.Loss;
import dev.millrace.training.engine.Batch;
import dev.millrace.training.engine.Part;
import dev.millrace.training.engine.Specimen;
import dev.millrace.training.engine.Specimens;
import dev.millrace.training.engine.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * The gradients of every layer, activation and loss against central differences of the objective.
 *
 * <p>The objective is computed in double precision and weights are moved to neighbours that a float
 * holds exactly, so that the difference errs by some 1e-10; what is left is that of the gradient
 * itself, which is rounded to a float.
 */
class GradientsTest {

    private static final int ROWS = 6;
    private static final long DROPOUT_SEED = 11;

    static Stream<Specimen> specimens() {
        return Specimens.all().stream();
    }

    @ParameterizedTest
    @MethodSource("specimens")
    void agreeWithFiniteDifferences(Specimen specimen) {
        var network = specimen.network();
        var start = specimen.weights(1);
        try (var exact = new Probe<>(network, specimen.aim(), start, TFloat64.class);
                var single = new Probe<>(network, specimen.aim(), start, TFloat32.class)) {
            for (long seed = 1; seed <= 2; seed++) {
                var weights = specimen.weights(seed);
                var batch = specimen.batch(seed, ROWS);
                single.load(weights);
                exact.load(weights);
                var gradients = exact.gradients(batch, DROPOUT_SEED);
                assertSame(single, exact, gradients, batch);
                var learned = Probe.learned(network);
                for (int index = 0; index < learned.size(); index++) {
                    int array = weights.shapes().indexOf(learned.get(index));
                    check(exact, batch, weights, array, gradients.get(index));
                }
            }
        }
    }

    @Test
    void noLayerActivationOrLossIsLeftOut() {
        var layers =
                Specimens.all().stream()
                        .flatMap(specimen -> specimen.network().parts().stream())
                        .flatMap(part -> part.all().stream())
                        .map(Part::layer)
                        .toList();

        assertThat(kinds(layers)).contains(Layer.class.getPermittedSubclasses());
        assertThat(layers)
                .filteredOn(Layer.Dense.class::isInstance)
                .extracting(layer -> ((Layer.Dense) layer).activation())
                .contains(Activation.values());
        var losses = Specimens.all().stream().map(specimen -> specimen.aim().loss()).toList();
        assertThat(kinds(losses)).contains(Loss.class.getPermittedSubclasses());
    }

    private static List<Class<?>> kinds(List<?> values) {
        return values.stream().<Class<?>>map(Object::getClass).toList();
    }

    /** Trained is in single precision. */
    private static void assertSame(
            Probe<TFloat32> single, Probe<TFloat64> exact, List<double[]> gradients, Batch batch) {
        assertThat(single.objective(batch, DROPOUT_SEED))
                .isCloseTo(exact.objective(batch, DROPOUT_SEED), within(1e-5));
        var actual = single.gradients(batch, DROPOUT_SEED);
        for (int index = 0; index < gradients.size(); index++) {
            assertThat(actual.get(index)).containsExactly(gradients.get(index), within(5e-5));
        }
    }

    private static void check(
            Probe<TFloat64> probe, Batch batch, Weights weights, int array, double[] gradient) {
        var shape = weights.shapes().get(array);
        for (int place = 0; place < gradient.length; place++) {
            probe.load(moved(weights, array, place, Specimen.GRAIN));
            double above = probe.objective(batch, DROPOUT_SEED);
            probe.load(moved(weights, array, place, -Specimen.GRAIN));
            double below = probe.objective(batch, DROPOUT_SEED);
            double expected = (above - below) / (2 * Specimen.GRAIN);
            assertThat(gradient[place])
                    .as("%s[%d]", shape.name(), place)
                    .isCloseTo(expected, within(2e-7 * Math.max(1, Math.abs(expected))));
        }
    }

    private static Weights moved(Weights weights, int array, int place, double by) {
        var values = new ArrayList<>(weights.values());
        var changed = values.get(array).clone();
        changed[place] += (float) by;
        values.set(array, changed);
        return new Weights(weights.shapes(), values);
    }
}
