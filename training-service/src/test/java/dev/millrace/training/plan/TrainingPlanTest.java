package dev.millrace.training.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.training.Activation;
import dev.millrace.contracts.training.ClassWeights;
import dev.millrace.contracts.training.FineTune;
import dev.millrace.contracts.training.Layer;
import dev.millrace.contracts.training.TrainRequest;
import dev.millrace.transform.TargetSpec.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainingPlanTest {

    private static final Layer DENSE = Layer.Dense.of(4, Activation.RELU);

    @Test
    void balancesClassesByTheTrainingPart() {
        var balanced = new ClassWeights(true, Map.of("b", 2.0));

        assertThat(weights(balanced, List.of(50L, 30L, 20L)))
                .containsExactly(100.0 / 150, 2 * 100.0 / 90, 100.0 / 60);
        assertThat(weights(balanced, List.of(100L, 0L, 0L))).containsExactly(1.0 / 3, 2.0, 1.0);
        assertThat(weights(new ClassWeights(null, Map.of("c", 0.5)), List.of()))
                .containsExactly(1.0, 1.0, 0.5);
        assertThat(weights(null, List.of())).isEmpty();
    }

    @Test
    void freezesOnlyLayersThatThereAre() {
        assertThatThrownBy(() -> frozen("1", "0"))
                .hasMessage("fineTune.freeze names 1, which is no layer; there are [0, output]");
        assertThatThrownBy(() -> frozen("0", "output"))
                .hasMessage(
                        "fineTune.freeze leaves nothing to learn: every layer with weights is frozen");
        assertThat(frozen("0").objective().frozen()).containsExactly("0");
    }

    private static TrainingPlan frozen(String... layers) {
        var request =
                TrainRequest.of("m", SomeData.ID)
                        .change()
                        .layers(List.of(DENSE))
                        .fineTune(new FineTune("m@1", List.of(layers)))
                        .build();
        return TrainingPlan.of(request, SomeData.of(Kind.BINARY), List.of());
    }

    private static List<Double> weights(ClassWeights wanted, List<Long> rows) {
        var request = TrainRequest.of("m", SomeData.ID).change().classWeights(wanted).build();
        return TrainingPlan.of(request, SomeData.of(Kind.MULTICLASS), rows)
                .objective()
                .classWeights();
    }
}
