package dev.millrace.training.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.training.Layer;
import dev.millrace.contracts.training.Layer.Branch;
import dev.millrace.contracts.training.Layer.Branches;
import dev.millrace.contracts.training.Layer.Embedding;
import dev.millrace.contracts.training.TrainRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResolutionTest {

    private static final DataFacts MIXED = DataFacts.of(SomeData.mixed(), 1000);

    @Test
    void aColumnStandsForAllFeaturesThatComeFromIt() {
        var branches = new Branches(List.of(new Branch(List.of("kind", "f0"), null)), null);

        var resolved = (Branches) resolved(branches);

        assertThat(resolved.branches().getFirst().features())
                .containsExactly("kind=a", "kind=b", "f0");
    }

    @Test
    void anEmbeddingGetsWhatTheTransformLearned() {
        var both = new Branch(List.of("city", "day"), List.of(embedding(null, false)));
        var shared = new Branch(List.of("city", "day"), List.of(embedding(null, true)));

        var resolved = (Branches) resolved(new Branches(List.of(both, shared), null));

        assertThat(resolved.branches())
                .extracting(branch -> ((Embedding) branch.layers().getFirst()).vocabulary())
                .containsExactly(List.of(4, 8), List.of(8));
    }

    @Test
    void listsEveryNameThatIsWrong() {
        var branches =
                new Branches(
                        List.of(
                                new Branch(List.of("kind", "colour", "kind=a"), null),
                                new Branch(List.of("f0"), List.of(embedding(null, false))),
                                new Branch(
                                        List.of("city", "day"),
                                        List.of(embedding(List.of(3, 8), false)))),
                        null);

        assertThatThrownBy(() -> resolved(branches))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        failure ->
                                assertThat(failure.failure().mistakes())
                                        .extracting(Mistake::field)
                                        .containsExactly(
                                                "layers[0].branches[0].features[1]",
                                                "layers[0].branches[0].features[2]",
                                                "layers[0].branches[1].layers[0].vocabulary",
                                                "layers[0].branches[2].layers[0].vocabulary[0]"))
                .hasMessageContaining("it has f0, city, kind=a, kind=b, day");
    }

    @Test
    void whatComesOutCanBePostedAgain() {
        var request =
                TrainRequest.of("m", SomeData.ID)
                        .change()
                        .preset(dev.millrace.contracts.training.Preset.WIDE_AND_DEEP)
                        .build();

        var once = Resolution.of(request, MIXED);

        assertThat(once.preset()).isNull();
        assertThat(once.layers()).isNotEmpty();
        assertThat(Resolution.of(once, MIXED)).isEqualTo(once);
    }

    private static Embedding embedding(List<Integer> vocabulary, boolean shared) {
        return new Embedding(vocabulary, null, shared, null, null);
    }

    private static Layer resolved(Layer layer) {
        var request = TrainRequest.of("m", SomeData.ID).change().layers(List.of(layer)).build();
        return Resolution.of(request, MIXED).layers().getFirst();
    }
}
