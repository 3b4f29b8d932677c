package dev.millrace.training.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.training.Activation;
import dev.millrace.contracts.training.Layer;
import dev.millrace.contracts.training.Layer.Branch;
import dev.millrace.contracts.training.Layer.Branches;
import dev.millrace.contracts.training.Layer.Residual;
import dev.millrace.contracts.training.Padding;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnatomyTest {

    private static final Layer DENSE = Layer.Dense.of(4, Activation.RELU);
    private static final Layer IMAGE = reshape(4, 4, 1);

    @Test
    void namesTheLayerWhoseInputHasTheWrongShape() {
        refused(
                "layers[0] takes a sequence [length, channels], but its input is [16]",
                Layer.Lstm.of(2));
        refused(
                "layers[1] takes an image [height, width, channels], but its input is [8, 2]",
                reshape(8, 2),
                Layer.Conv2d.of(2, 3));
        refused(
                "layers[1] takes a sequence [length, channels], but its input is [4, 4, 1]",
                IMAGE,
                Layer.Gru.of(3));
        refused(
                "layers[1] pools a sequence or an image, not [4]",
                DENSE,
                new Layer.Pool(null, 2, null));
        refused("layers[0] pools a sequence or an image, not [16]", new Layer.GlobalPool(null));
        refused(
                "layers[0].shape [5, 3] does not hold the 16 numbers of the input [16]",
                reshape(5, 3));
        refused(
                "layers end with [4, 4, 2], but the output layer takes a vector",
                IMAGE,
                Layer.Conv2d.of(2, 3));
    }

    @Test
    void namesTheLayerWithinLayers() {
        var conv = new Residual(List.of(Layer.Conv1d.of(2, 3)), null);
        refused(
                "layers[1].branches[1].layers[1].layers[0] takes a sequence",
                DENSE,
                new Branches(
                        List.of(new Branch(null, null), new Branch(null, List.of(DENSE, conv))),
                        null));
        refused(
                "layers[1].branches[1] gives [16], but the first branch [4, 4, 1]",
                IMAGE,
                new Branches(
                        List.of(
                                new Branch(null, null),
                                new Branch(null, List.of(new Layer.Flatten()))),
                        null));
        refused(
                "layers[1] adds [2, 2, 1] to its input [4, 4, 1]; only the last dimension may differ",
                IMAGE,
                new Residual(List.of(new Layer.Pool(null, 2, null)), null));
    }

    @Test
    void refusesWindowsThatReachOverTheEdge() {
        refused(
                "layers[1] has windows of 5, but the input is [4, 4, 1]",
                IMAGE,
                new Layer.Pool(null, 5, null));
        refused(
                "layers[1] has windows of 5, but the input is [4, 4, 1]",
                IMAGE,
                new Layer.Conv2d(1, 5, 1, Padding.VALID, null, null, null, null, null));
    }

    @Test
    void refusesWhatNoArrayCanHold() {
        refused(
                "layers[1] gives [16, 268435456], more numbers",
                reshape(16, 1),
                new Layer.Dense(1 << 28, null, null, null, null, null));
        refused(
                "layers[0].shape [2147483647, 2147483647, 2147483647] does not hold",
                reshape(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE));
    }

    @Test
    void refusesASecondLayerOfTheSameName() {
        var named = new Layer.Dense(4, null, null, null, null, "a");
        var asPlace = new Layer.Dense(4, null, null, null, null, "1");

        refused(
                "layers[1].branches[0].layers[0] has the name a, which another layer has",
                named,
                new Branches(List.of(new Branch(null, List.of(named))), null));
        refused("layers[1] has the name 1, which another layer has", asPlace, DENSE);
    }

    @Test
    void choosesFeaturesWhereverTheSignalStillIsTheFeatures() {
        var some = new Branch(List.of("f3", "f1"), List.of(DENSE));
        var nested =
                new Branches(
                        List.of(new Branch(null, List.of(new Branches(List.of(some), null)))),
                        null);

        var way =
                network(nested)
                        .parts()
                        .getFirst()
                        .ways()
                        .getFirst()
                        .parts()
                        .getFirst()
                        .ways()
                        .getFirst();

        assertThat(way.columns()).containsExactly(3, 1);
        assertThat(way.parts().getFirst().in()).isEqualTo(Signal.of(2));
        refused(
                "layers[1].branches[0].features may be given only where the signal still is the features",
                new Layer.Dropout(0.1),
                new Branches(List.of(some), null));
        refused(
                "layers[0].branches[0].layers[0].branches[0].features may be given only",
                new Branches(
                        List.of(
                                new Branch(
                                        List.of("f1"), List.of(new Branches(List.of(some), null)))),
                        null));
    }

    @Test
    void anEmbeddingCutsNoLayerOffFromItsGradient() {
        refused(
                "layers have the embedding words after layers that learn",
                DENSE,
                new Layer.Embedding(List.of(3, 3, 3, 3), null, null, null, "words"));
    }

    /** Numbers of weights as Keras 3 counts them for the same layers. */
    @Test
    void countsWeightsAsKerasDoes() {
        assertThat(own(DENSE)).isEqualTo(16 * 4 + 4);
        assertThat(own(new Layer.BatchNorm(null, null))).isEqualTo(4 * 16);
        assertThat(own(new Layer.LayerNorm(null))).isEqualTo(2 * 16);
        assertThat(own(reshape(8, 2), Layer.Conv1d.of(5, 3))).isEqualTo(3 * 2 * 5 + 5);
        assertThat(own(reshape(2, 2, 4), Layer.Conv2d.of(5, 3))).isEqualTo(3 * 3 * 4 * 5 + 5);
        assertThat(own(reshape(8, 2), Layer.Lstm.of(7))).isEqualTo(4 * 7 * (2 + 7 + 1));
        assertThat(own(reshape(8, 2), Layer.Gru.of(7))).isEqualTo(3 * 7 * (2 + 7 + 2));
        assertThat(own(new Layer.Embedding(List.of(9), 3, true, null, null))).isEqualTo(9 * 3);
        assertThat(own(new Residual(List.of(DENSE), null))).isEqualTo(16 * 4 + 4 + 16 * 4);
        assertThat(own(new Residual(List.of(Layer.Dense.of(16, Activation.RELU)), null)))
                .isEqualTo(16 * 16 + 16);
    }

    private static long own(Layer... layers) {
        var all = new ArrayList<>(List.of(layers));
        all.add(new Layer.Flatten());
        return network(all.toArray(Layer[]::new)).weights().stream()
                .filter(weight -> !weight.layer().equals(Output.NAME))
                .mapToLong(WeightShape::size)
                .sum();
    }

    private static void refused(String message, Layer... layers) {
        assertThatThrownBy(() -> network(layers).weights())
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        failure -> {
                            assertThat(failure.code()).isEqualTo(FailureCode.INVALID_NETWORK);
                            assertThat(failure.failure().mistakes()).hasSize(1);
                        })
                .hasMessageStartingWith(message);
    }

    private static Network network(Layer... layers) {
        var features = IntStream.range(0, 16).mapToObj(index -> "f" + index).toList();
        return new Network(features, List.of(layers), new Output.Regression());
    }

    private static Layer reshape(Integer... shape) {
        return new Layer.Reshape(List.of(shape));
    }
}
