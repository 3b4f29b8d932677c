package dev.millrace.training.pretrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.training.Activation;
import dev.millrace.contracts.training.Layer;
import dev.millrace.contracts.training.Layer.Branch;
import dev.millrace.contracts.training.Layer.Branches;
import dev.millrace.training.engine.InitialWeights;
import dev.millrace.training.engine.Network;
import dev.millrace.training.engine.Output;
import dev.millrace.training.engine.Randomness;
import dev.millrace.training.engine.WeightFile;
import dev.millrace.training.plan.DataFacts;
import dev.millrace.transform.FittedOperation.Ordinal;
import dev.millrace.transform.Operation.Categories;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ParentTest {

    private static final List<String> FEATURES = List.of("a", "b", "c");

    @Test
    void layersOfTheSameNameAndShapeAreTakenOver() throws IOException {
        var network = network(FEATURES, dense("first", 4), dense("second", 5));
        var child = network(FEATURES, dense("first", 4), dense("second", 6));

        var start = parent(network).startOf(child, facts(FEATURES), Set.of("first"));

        assertThat(start.layers()).containsExactly("first");
        var theirs = InitialWeights.of(network, new Randomness(1));
        var random = InitialWeights.of(child, new Randomness(2));
        var weights = start.over(random, WeightFile.of(Map.of(), theirs));
        assertThat(weights.values().subList(0, 2)).isEqualTo(theirs.values().subList(0, 2));
        assertThat(weights.values().subList(2, 6)).isEqualTo(random.values().subList(2, 6));
    }

    @Test
    void refusesAVersionOfWhichNothingFits() {
        var child = network(FEATURES, dense("third", 4), dense("second", 6));

        assertThatThrownBy(() ->
                        parent(network(FEATURES, dense("first", 4), dense("second", 5)))
                                .startOf(child, facts(FEATURES), Set.of()))
                .hasMessageStartingWith(
                        "fineTune.from m@1 has no layer of the same name and shape; it has [first.kernel [3, 4],");
    }

    @Test
    void refusesToFreezeRandomWeights() {
        var child = network(FEATURES, dense("first", 4), dense("second", 6));

        assertThatThrownBy(() ->
                        parent(network(FEATURES, dense("first", 4), dense("second", 5)))
                                .startOf(child, facts(FEATURES), Set.of("second")))
                .hasMessage(
                        "fineTune.freeze freezes second at random weights, since m@1 has no layer of that name and shape");
    }

    @Test
    void refusesOtherFeaturesUnlessOnlyDeeperLayersFit() {
        var network = network(FEATURES, dense("first", 4), dense("second", 5));
        var others = List.of("a", "c", "b");
        var renamed = network(others, dense("mine", 4), dense("second", 5));
        var more = Stream.concat(FEATURES.stream(), Stream.of("d")).toList();

        assertThatThrownBy(() -> parent(network).startOf(network, facts(others), Set.of()))
                .hasMessageContaining("feature 2 is b there and c here")
                .hasMessageContaining("[first]");
        assertThat(parent(network).startOf(renamed, facts(others), Set.of()).layers())
                .containsExactly("second", "output");
        assertThat(
                        parent(network)
                                .startOf(
                                        network(more, dense("first", 4), dense("second", 5)),
                                        facts(more),
                                        Set.of())
                                .layers())
                .containsExactly("second", "output");
    }

    @Test
    void refusesATableOfOtherCategories() {
        var embedding = new Layer.Embedding(List.of(3), 2, null, null, "table");
        var network = network(List.of("a"), embedding);
        var mine = new DataFacts(List.of("a"), Map.of(), Map.of("a", ordinal("x", "y")), 10);
        var theirs = new DataFacts(List.of("a"), Map.of(), Map.of("a", ordinal("x", "z")), 10);

        assertThatThrownBy(() ->
                        new Parent("m@1", "key", network, theirs).startOf(network, mine, Set.of()))
                .hasMessageContaining("a has other categories there");
    }

    @Test
    void knowsWhichLayersSeeTheFeatures() {
        Layer norm = new Layer.BatchNorm(null, "norm");
        var mixed = new Branch(List.of("a"), List.of(dense("deep", 2)));
        var both = new Branches(List.of(mixed, new Branch(List.of("b"), null)), null);

        assertThat(FirstLayers.of(network(FEATURES))).containsExactly("output");
        assertThat(FirstLayers.of(network(FEATURES, norm, dense("first", 2), dense("x", 2))))
                .containsExactly("norm", "first");
        assertThat(FirstLayers.of(network(FEATURES, both, dense("join", 2))))
                .containsExactly("deep", "join");
        assertThat(
                        FirstLayers.of(
                                network(
                                        FEATURES,
                                        new Branches(List.of(mixed, mixed("other")), null))))
                .containsExactly("deep", "other");
    }

    private static Branch mixed(String name) {
        return new Branch(List.of("b"), List.of(dense(name, 2)));
    }

    private static Ordinal ordinal(String... categories) {
        return new Ordinal(List.of((Object[]) categories), Categories.ERROR, Categories.ERROR);
    }

    private static Parent parent(Network network) {
        return new Parent("m@1", "key", network, facts(network.features()));
    }

    private static DataFacts facts(List<String> features) {
        return new DataFacts(features, Map.of(), Map.of(), 100);
    }

    private static Network network(List<String> features, Layer... layers) {
        return new Network(features, List.of(layers), new Output.Regression());
    }

    private static Layer dense(String name, int units) {
        return new Layer.Dense(units, Activation.RELU, null, null, null, name);
    }
}
