package dev.millrace.training.engine.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.contracts.training.Activation;
import dev.millrace.contracts.training.Clip;
import dev.millrace.contracts.training.Layer;
import dev.millrace.contracts.training.Loss;
import dev.millrace.contracts.training.Optimizer;
import dev.millrace.contracts.training.Pooling;
import dev.millrace.training.engine.Diagnosis;
import dev.millrace.training.engine.Objective;
import dev.millrace.training.engine.Specimen;
import dev.millrace.training.engine.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tensorflow.types.TFloat64;

class DiagnosisTest {

    private static final Specimen DENSE =
            Specimen.of("dense", 3, Layer.Dense.of(4, Activation.RELU));

    @Test
    void givesTheNormOfEachGradientBeforeItIsClipped() {
        var weights = DENSE.weights(1);
        try (var exact = new Probe<>(DENSE.network(), DENSE.aim(), weights, TFloat64.class)) {
            var expected = exact.gradients(DENSE.batch(1, 8), 0);

            var norms = diagnosis(DENSE, weights, Set.of()).gradientNorms();

            assertThat(norms.keySet())
                    .containsExactly("0.kernel", "0.bias", "output.kernel", "output.bias");
            assertThat(norms.values())
                    .zipSatisfy(
                            expected,
                            (norm, gradient) ->
                                    assertThat(norm).isCloseTo(norm(gradient), within(1e-5)));
        }
    }

    @Test
    void leavesFrozenLayersOut() {
        var diagnosis = diagnosis(DENSE, DENSE.weights(1), Set.of("0"));

        assertThat(diagnosis.gradientNorms().keySet())
                .containsExactly("output.kernel", "output.bias");
    }

    @Test
    void namesTheShareOfUnitsThatAreDead() {
        var weights = withFirstBias(DENSE.weights(1), -100, -100, -100, 100);

        assertThat(diagnosis(DENSE, weights, Set.of()).deadUnits())
                .containsExactly(Map.entry("0", 0.75));
    }

    @Test
    void aFilterIsDeadWhereItIsZeroInAllPlaces() {
        var images =
                Specimen.of(
                        "images",
                        16,
                        new Layer.Reshape(List.of(4, 4, 1)),
                        Layer.Conv2d.of(2, 3),
                        new Layer.GlobalPool(Pooling.AVERAGE),
                        new Layer.Activate(Activation.TANH));
        var weights = withFirstBias(images.weights(1), -100, 0.1f);

        assertThat(diagnosis(images, weights, Set.of()).deadUnits())
                .containsExactly(Map.entry("1", 0.5));
    }

    private static Diagnosis diagnosis(Specimen specimen, Weights weights, Set<String> frozen) {
        var clip = new Clip(1e-3, 1e-3);
        var adam = new Optimizer.Adam(null);
        var aim = new Objective(new Loss.SquaredError(), List.of(), adam, clip, frozen);
        try (var network =
                new TensorflowNetwork(specimen.network(), aim, weights, Computing.cpu(1))) {
            var diagnosis = network.diagnose(specimen.batch(1, 8), 0);
            assertThat(network.weights().hash()).as("changes nothing").isEqualTo(weights.hash());
            return diagnosis;
        }
    }

    private static Weights withFirstBias(Weights weights, float... bias) {
        var values = new ArrayList<>(weights.values());
        values.set(1, bias);
        return new Weights(weights.shapes(), values);
    }

    private static double norm(double[] vector) {
        return Math.sqrt(Arrays.stream(vector).map(number -> number * number).sum());
    }
}
