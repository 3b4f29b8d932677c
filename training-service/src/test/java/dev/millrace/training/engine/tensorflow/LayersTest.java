package dev.millrace.training.engine.tensorflow;

import static dev.millrace.contracts.training.Activation.LINEAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.contracts.training.Layer;
import dev.millrace.contracts.training.Loss;
import dev.millrace.contracts.training.Padding;
import dev.millrace.contracts.training.Pooling;
import dev.millrace.training.engine.Output;
import dev.millrace.training.engine.Signal;
import dev.millrace.training.engine.Specimen;
import dev.millrace.training.engine.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;

/** What intricate layers give against their formulas, written as plain loops. */
class LayersTest {

    private static final int ROWS = 3;

    /** What a layer does with one row, by its weights. */
    private interface Formula {
        double[] of(double[] row, Weights weights);
    }

    private record Case(String name, Layer.Reshape shape, Layer layer, Formula formula) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> layers() {
        var cases = new ArrayList<Case>();
        for (var padding : Padding.values()) {
            for (int kernel = 2; kernel <= 3; kernel++) {
                for (int stride = 1; stride <= 2; stride++) {
                    cases.add(conv1d(kernel, stride, padding));
                    cases.add(conv2d(kernel, stride, padding));
                }
            }
        }
        for (var kind : Pooling.values()) {
            cases.add(pool(kind, 2, 2, 5, 6, 2));
            cases.add(pool(kind, 3, 1, 5, 6, 2));
            cases.add(pool(kind, 2, 2, 7, 3));
            cases.add(pool(kind, 3, 2, 7, 3));
            cases.add(globalPool(kind, 7, 3));
            cases.add(globalPool(kind, 3, 4, 2));
        }
        cases.add(layerNorm());
        cases.add(lstm(false));
        cases.add(lstm(true));
        cases.add(gru(false));
        cases.add(gru(true));
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("layers")
    void giveWhatTheirFormulasSay(Case one) {
        check(one, TFloat32.class, 1e-5);
        check(one, TFloat64.class, 1e-12);
    }

    /** The output layer passes its input on, so that the logits are what the layer gives. */
    private static <T extends TNumber> void check(Case one, Class<T> type, double tolerance) {
        int inputs = new Signal(one.shape().shape()).size();
        var hidden = Specimen.of(one.name(), inputs, one.shape(), one.layer(), new Layer.Flatten());
        int width = hidden.network().parts().getLast().out().last();
        var specimen =
                hidden.with(new Output.Multiclass(width), new Loss.CrossEntropy(null), List.of());
        var weights = passingOn(specimen.weights(7), width);
        var batch = specimen.batch(7, ROWS);
        try (var probe = new Probe<>(specimen.network(), specimen.aim(), weights, type)) {
            var actual = probe.logits(batch);
            for (int row = 0; row < ROWS; row++) {
                var given = new double[inputs];
                for (int index = 0; index < inputs; index++) {
                    given[index] = batch.features()[row * inputs + index];
                }
                assertThat(Arrays.copyOfRange(actual, row * width, (row + 1) * width))
                        .containsExactly(one.formula().of(given, weights), within(tolerance));
            }
        }
    }

    private static Weights passingOn(Weights weights, int width) {
        var values = new ArrayList<>(weights.values());
        var kernel = new float[width * width];
        for (int unit = 0; unit < width; unit++) {
            kernel[unit * width + unit] = 1;
        }
        values.set(values.size() - 2, kernel);
        values.set(values.size() - 1, new float[width]);
        return new Weights(weights.shapes(), values);
    }

    private static Case conv1d(int kernel, int stride, Padding padding) {
        return new Case(
                "conv1d %d %d %s".formatted(kernel, stride, padding),
                shape(7, 3),
                new Layer.Conv1d(4, kernel, stride, padding, LINEAR, null, null, null, null),
                (row, weights) ->
                        Formulas.convolution(
                                image(row, 7, 3),
                                weight(weights, "kernel"),
                                weight(weights, "bias"),
                                new int[] {1, kernel},
                                stride,
                                padding));
    }

    private static Case conv2d(int kernel, int stride, Padding padding) {
        return new Case(
                "conv2d %d %d %s".formatted(kernel, stride, padding),
                shape(5, 6, 2),
                new Layer.Conv2d(4, kernel, stride, padding, LINEAR, null, null, null, null),
                (row, weights) ->
                        Formulas.convolution(
                                image(row, 5, 6, 2),
                                weight(weights, "kernel"),
                                weight(weights, "bias"),
                                new int[] {kernel, kernel},
                                stride,
                                padding));
    }

    private static Case pool(Pooling kind, int size, int stride, Integer... shape) {
        return new Case(
                "pool %s %d %d of %s".formatted(kind, size, stride, List.of(shape)),
                shape(shape),
                new Layer.Pool(kind, size, stride),
                (row, _) -> Formulas.pool(image(row, shape), kind, window(size, shape), stride));
    }

    private static Case globalPool(Pooling kind, Integer... shape) {
        return new Case(
                "global-pool %s of %s".formatted(kind, List.of(shape)),
                shape(shape),
                new Layer.GlobalPool(kind),
                (row, _) -> {
                    var image = image(row, shape);
                    return Formulas.pool(image, kind, new int[] {image.height(), image.width()}, 1);
                });
    }

    private static Case layerNorm() {
        return new Case(
                "layer-norm",
                shape(3, 4),
                new Layer.LayerNorm(null),
                (row, weights) ->
                        Formulas.layerNorm(
                                row, 4, weight(weights, "scale"), weight(weights, "shift")));
    }

    private static Case lstm(boolean sequences) {
        return new Case(
                sequences ? "all states of an lstm" : "lstm",
                shape(5, 3),
                new Layer.Lstm(4, sequences, null, null, null, null),
                (row, weights) ->
                        states(
                                sequences,
                                4,
                                Formulas.lstm(
                                        row,
                                        3,
                                        weight(weights, "kernel"),
                                        weight(weights, "recurrent"),
                                        weight(weights, "bias"))));
    }

    private static Case gru(boolean sequences) {
        return new Case(
                sequences ? "all states of a gru" : "gru",
                shape(5, 3),
                new Layer.Gru(4, sequences, null, null, null, null),
                (row, weights) ->
                        states(
                                sequences,
                                4,
                                Formulas.gru(
                                        row,
                                        3,
                                        weight(weights, "kernel"),
                                        weight(weights, "recurrent"),
                                        weight(weights, "bias"),
                                        weight(weights, "recurrent-bias"))));
    }

    private static double[] states(boolean sequences, int units, double[] all) {
        return sequences ? all : Arrays.copyOfRange(all, all.length - units, all.length);
    }

    private static Layer.Reshape shape(Integer... dimensions) {
        return new Layer.Reshape(List.of(dimensions));
    }

    private static Formulas.Image image(double[] row, Integer... shape) {
        return shape.length == 2
                ? new Formulas.Image(row, 1, shape[0], shape[1])
                : new Formulas.Image(row, shape[0], shape[1], shape[2]);
    }

    private static int[] window(int size, Integer... shape) {
        return new int[] {shape.length == 2 ? 1 : size, size};
    }

    private static float[] weight(Weights weights, String what) {
        var shapes = weights.shapes();
        int index =
                IntStream.range(0, shapes.size())
                        .filter(each -> shapes.get(each).name().equals("1." + what))
                        .findFirst()
                        .orElseThrow();
        return weights.values().get(index);
    }
}
