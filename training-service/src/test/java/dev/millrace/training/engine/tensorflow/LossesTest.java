package dev.millrace.training.engine.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.contracts.training.Loss;
import dev.millrace.training.engine.Batch;
import dev.millrace.training.engine.LossSpecimens;
import dev.millrace.training.engine.Output;
import dev.millrace.training.engine.Specimen;
import dev.millrace.training.engine.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/** Every loss against its definition, and far from zero. */
class LossesTest {

    private static final int ROWS = 7;

    static Stream<Specimen> losses() {
        return LossSpecimens.all().stream();
    }

    @ParameterizedTest
    @MethodSource("losses")
    void areWhatTheirDefinitionsSay(Specimen specimen) {
        var batch = specimen.batch(3, ROWS);
        try (var probe =
                new Probe<>(
                        specimen.network(), specimen.aim(), specimen.weights(3), TFloat64.class)) {
            double expected = mean(specimen, probe.logits(batch), batch);

            assertThat(probe.objective(batch, 0)).isCloseTo(expected, within(1e-10));
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void areFiniteWithTheirGradientsHoweverFarTheLogits(Specimen specimen) {
        var batch = specimen.batch(3, ROWS);
        for (double size : new double[] {100, 1e4}) {
            var weights = withLogitsOf(specimen, size);
            try (var probe =
                    new Probe<>(specimen.network(), specimen.aim(), weights, TFloat32.class)) {
                assertThat(probe.objective(batch, 0)).isFinite();
                for (var gradient : probe.gradients(batch, 0)) {
                    assertThat(Arrays.stream(gradient).allMatch(Double::isFinite)).isTrue();
                }
                var exact = mean(specimen, probe.logits(batch), batch);
                assertThat(probe.objective(batch, 0))
                        .isCloseTo(exact, within(1e-5 * Math.max(1, Math.abs(exact))));
            }
        }
    }

    @Test
    void weightsOfOneChangeNothing() {
        var loss = new Loss.CrossEntropy(0.1);
        var plain = Specimen.of("plain", 3).with(new Output.Multiclass(3), loss, List.of());
        var weighted =
                Specimen.of("weighted", 3)
                        .with(new Output.Multiclass(3), loss, Collections.nCopies(3, 1.0));
        var batch = plain.batch(1, ROWS);

        assertThat(objective(weighted, batch)).isCloseTo(objective(plain, batch), within(1e-12));
    }

    private static double objective(Specimen specimen, Batch batch) {
        try (var probe =
                new Probe<>(
                        specimen.network(), specimen.aim(), specimen.weights(1), TFloat64.class)) {
            return probe.objective(batch, 0);
        }
    }

    /** Biases of the output layer that are as large, some of each sign. */
    private static Weights withLogitsOf(Specimen specimen, double size) {
        var weights = specimen.weights(3);
        var values = new ArrayList<>(weights.values());
        var bias = values.getLast().clone();
        for (int unit = 0; unit < bias.length; unit++) {
            bias[unit] = (float) (unit % 2 == 0 ? size : -size);
        }
        values.set(values.size() - 1, bias);
        return new Weights(weights.shapes(), values);
    }

    private static double mean(Specimen specimen, double[] logits, Batch batch) {
        int width = logits.length / batch.rows();
        return IntStream.range(0, batch.rows())
                .mapToDouble(row -> {
                    var own = Arrays.copyOfRange(logits, row * width, (row + 1) * width);
                    return weight(specimen, batch, row) * loss(specimen, own, batch, row);
                })
                .average()
                .orElseThrow();
    }

    private static double weight(Specimen specimen, Batch batch, int row) {
        var weights = specimen.aim().classWeights();
        return weights.isEmpty() ? 1 : weights.get((int) batch.labels()[row]);
    }

    private static double loss(Specimen specimen, double[] logits, Batch batch, int row) {
        var loss = specimen.aim().loss();
        double label = batch.labels()[row];
        return switch (specimen.output()) {
            case Output.Binary _ -> ofClass(loss, new double[] {0, logits[0]}, (int) label);
            case Output.Multiclass _ -> ofClass(loss, logits, (int) label);
            case Output.Regression _ -> ofNumber(loss, label - logits[0]);
            case Output.Reconstruction(int features) ->
                    IntStream.range(0, features)
                            .mapToDouble(at -> batch.features()[row * features + at] - logits[at])
                            .map(error -> ofNumber(loss, error))
                            .average()
                            .orElseThrow();
        };
    }

    private static double ofClass(Loss loss, double[] logits, int label) {
        var logarithms = logSoftmax(logits);
        return switch (loss) {
            case Loss.CrossEntropy(var smoothing) -> {
                double spread = Arrays.stream(logarithms).average().orElseThrow();
                yield -(1 - smoothing) * logarithms[label] - smoothing * spread;
            }
            case Loss.Focal(var gamma) ->
                    -Math.pow(1 - Math.exp(logarithms[label]), gamma) * logarithms[label];
            default -> throw new IllegalArgumentException(loss.toString());
        };
    }

    private static double[] logSoftmax(double[] logits) {
        double most = Arrays.stream(logits).max().orElseThrow();
        double sum = Arrays.stream(logits).map(logit -> Math.exp(logit - most)).sum();
        return Arrays.stream(logits).map(logit -> logit - most - Math.log(sum)).toArray();
    }

    private static double ofNumber(Loss loss, double error) {
        double distance = Math.abs(error);
        return switch (loss) {
            case Loss.SquaredError _ -> error * error;
            case Loss.AbsoluteError _ -> distance;
            case Loss.Huber(var delta) ->
                    distance <= delta ? error * error / 2 : delta * (distance - delta / 2);
            case Loss.Quantile(var level) -> error >= 0 ? level * error : (level - 1) * error;
            default -> throw new IllegalArgumentException(loss.toString());
        };
    }
}
