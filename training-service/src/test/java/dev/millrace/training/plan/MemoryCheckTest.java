package dev.millrace.training.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.training.Activation;
import dev.millrace.contracts.training.Layer;
import dev.millrace.contracts.training.TrainRequest;
import dev.millrace.transform.TargetSpec.Kind;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryCheckTest {

    private static final MemoryCheck LIMITS = new MemoryCheck(512L << 20, 2L << 30);

    @Test
    void refusesAnExplodingConfigurationAndNamesWhatIsLarge() {
        var wide = Collections.<Layer>nCopies(900, Layer.Dense.of(16_384, Activation.RELU));

        assertThatThrownBy(() -> require(wide, 32))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        failure ->
                                assertThat(failure.code()).isEqualTo(FailureCode.INVALID_NETWORK))
                .hasMessageContaining("241355014145 weights")
                .hasMessageContaining(".kernel [16384, 16384]")
                .hasMessageContaining("narrower layers, or a larger millrace.training.worker.heap");
    }

    @Test
    void refusesLayersThatPutOutTooMuchForOneBatch() {
        var image =
                List.of(
                        new Layer.Reshape(List.of(32, 32, 1)),
                        Layer.Conv2d.of(64, 3),
                        new Layer.GlobalPool(null));

        assertThatThrownBy(() -> require(image, 4096))
                .hasMessageContaining(
                        "what the layers put out for a batch of 4096 rows, most of it of layer 1 [32, 32, 64]")
                .hasMessageContaining("a smaller batchSize")
                .hasMessageContaining("millrace.training.worker.engine-memory");
        assertThatCode(() -> require(image, 64)).doesNotThrowAnyException();
    }

    @Test
    void countsTheStepsOfALongSequence() {
        var sequence = List.of(new Layer.Reshape(List.of(1024, 1)), Layer.Lstm.of(512));

        assertThatThrownBy(() -> require(sequence, 256))
                .hasMessageContaining("most of it of layer 1 [512]");
    }

    @Test
    void letsAnOrdinaryNetworkPass() {
        var usual =
                List.of(
                        Layer.Dense.of(128, Activation.RELU),
                        new Layer.BatchNorm(null, null),
                        Layer.Dense.of(64, Activation.RELU));

        assertThatCode(() -> require(usual, 256)).doesNotThrowAnyException();
    }

    private static void require(List<? extends Layer> layers, int batchSize) {
        var data = SomeData.of(Kind.BINARY, SomeData.numbers(1024));
        var request =
                TrainRequest.of("m", data.id())
                        .change()
                        .layers(List.copyOf(layers))
                        .batchSize(batchSize)
                        .build();
        LIMITS.require(request, TrainingPlan.network(request, data));
    }
}
