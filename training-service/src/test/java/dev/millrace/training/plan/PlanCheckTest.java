package dev.millrace.training.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.training.EarlyStopping;
import dev.millrace.contracts.training.Layer;
import dev.millrace.contracts.training.Optimizer;
import dev.millrace.contracts.training.TrainRequest;
import dev.millrace.contracts.training.TrainRequestBuilder;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PlanCheckTest {

    @Test
    void listsEveryMistakeWithItsPlace() {
        var request =
                aRequest()
                        .layers(
                                List.of(
                                        new Layer.Dense(0, null, null, null, -1.0, null),
                                        new Layer.Dropout(1),
                                        new Layer.BatchNorm(1.5, null),
                                        new Layer.Activate(null)))
                        .optimizer(new Optimizer.Sgd(0.0, 1.0))
                        .earlyStopping(new EarlyStopping(null, 0, -0.1))
                        .build();

        assertThat(PlanCheck.mistakesIn(request))
                .extracting(Mistake::field)
                .containsExactly(
                        "layers[0].units",
                        "layers[0].l2",
                        "layers[1].rate",
                        "layers[2].momentum",
                        "layers[3].activation",
                        "optimizer.learningRate",
                        "optimizer.momentum",
                        "earlyStopping.patience",
                        "earlyStopping.minDelta");
    }

    @Test
    void namesTheFieldAndTheRangeOfTheOnlyMistake() {
        var layers =
                List.<Layer>of(
                        new Layer.Dropout(0.1),
                        new Layer.Dense(20_000, null, null, null, null, null));
        var request = aRequest().layers(layers).build();

        assertThatThrownBy(() -> PlanCheck.require(request))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        failure ->
                                assertThat(failure.code()).isEqualTo(FailureCode.INVALID_NETWORK))
                .hasMessage("layers[1].units must be 1 to 16384; it is 20000");
    }

    @Test
    void acceptsARequestThatLeavesEverythingOpen() {
        var request = aRequest().build();

        assertThat(PlanCheck.mistakesIn(request)).isEmpty();
    }

    private static TrainRequestBuilder aRequest() {
        return TrainRequest.of("m", UUID.randomUUID()).change();
    }
}
