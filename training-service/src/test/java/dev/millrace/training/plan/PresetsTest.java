package dev.millrace.training.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.training.Layer;
import dev.millrace.contracts.training.Preset;
import dev.millrace.contracts.training.TrainRequest;
import dev.millrace.training.engine.Network;
import dev.millrace.training.engine.Signal;
import dev.millrace.transform.FittedTransform;
import dev.millrace.transform.TargetSpec.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class PresetsTest {

    @Test
    void widthsFollowFeaturesAndRows() {
        assertThat(mlp(8, 500)).containsExactly(16, 8);
        assertThat(mlp(30, 20_000)).containsExactly(32, 16);
        assertThat(mlp(200, 20_000)).containsExactly(128, 64);
        assertThat(mlp(5000, 10_000_000)).containsExactly(512, 256);
    }

    @Test
    void everyPresetFitsItsData() {
        for (var preset : List.of(Preset.MLP, Preset.WIDE_AND_DEEP, Preset.LINEAR)) {
            assertThat(network(preset, SomeData.mixed()).parameters()).isPositive();
            assertThat(network(preset, SomeData.numbers(1)).parameters()).isPositive();
        }
        for (int width : List.of(1, 2, 15, 16, 25, 64, 100, 784)) {
            for (var preset : List.of(Preset.CNN, Preset.RNN, Preset.AUTOENCODER)) {
                assertThat(network(preset, SomeData.numbers(width)).parameters()).isPositive();
            }
        }
    }

    @Test
    void sixtyFourFeaturesAreAnImage() {
        var parts = network(Preset.CNN, SomeData.numbers(64)).parts();

        assertThat(parts.getFirst().out()).isEqualTo(Signal.of(8, 8, 1));
        assertThat(parts).anyMatch(part -> part.out().equals(Signal.of(2, 2, 64)));
    }

    @Test
    void wideAndDeepGivesACategoryAWeightOfItsOwn() {
        var network = network(Preset.WIDE_AND_DEEP, SomeData.mixed());

        assertThat(network.weights())
                .filteredOn(weight -> weight.name().startsWith("0.0.0.1.0.table"))
                .extracting(weight -> weight.dimensions())
                .containsExactly(List.of(4, 1), List.of(8, 1));
        assertThat(network.weights())
                .filteredOn(weight -> weight.name().startsWith("0.1.0.1.0.table"))
                .extracting(weight -> weight.dimensions())
                .containsExactly(List.of(4, 2), List.of(8, 4));
    }

    @Test
    void anAutoencoderNarrowsToAnEighth() {
        var outs =
                network(Preset.AUTOENCODER, SomeData.numbers(64)).parts().stream()
                        .map(part -> part.out().last());

        assertThat(outs).containsExactly(32, 16, 8, 16, 32);
    }

    @Test
    void refusesCategoryNumbersWhereNeighboursMatter() {
        assertThatThrownBy(() -> network(Preset.RNN, SomeData.mixed()))
                .hasMessage(
                        "preset rnn takes numbers, but [city, day] are category numbers; one-hot them in the recipe");
    }

    private static List<Integer> mlp(int features, long rows) {
        return Presets.layers(Preset.MLP, DataFacts.of(SomeData.numbers(features), rows)).stream()
                .filter(Layer.Dense.class::isInstance)
                .map(layer -> ((Layer.Dense) layer).units())
                .toList();
    }

    private static Network network(Preset preset, FittedTransform transform) {
        var kind = preset == Preset.AUTOENCODER ? Kind.NONE : Kind.MULTICLASS;
        var data = SomeData.of(kind, transform);
        var request = TrainRequest.of("m", data.id()).change().preset(preset).build();
        PlanCheck.require(request, data);
        return TrainingPlan.network(
                Resolution.of(request, DataFacts.of(transform, data.trainRows())), data);
    }
}
