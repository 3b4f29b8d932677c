package dev.millrace.training.engine.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.training.Device;
import dev.millrace.training.engine.Hardware;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.RewriterConfig;

class ComputingTest {

    @Test
    void aGpuThatIsNotThereIsRefusedInOneSentence() {
        assumeThereIsNoGpu();

        assertThatThrownBy(() -> new TensorflowEngine(new Hardware(1, Device.GPU, false)))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        failure ->
                                assertThat(failure.code()).isEqualTo(FailureCode.DEVICE_NOT_FOUND))
                .hasMessageContaining("A GPU was asked for, but TensorFlow sees none")
                .hasMessageContaining("device auto or cpu");
    }

    @Test
    void takesTheCpuWhereThereIsNoGpu() {
        assumeThereIsNoGpu();

        assertThat(new TensorflowEngine(new Hardware(1, Device.AUTO, true)).device())
                .isEqualTo("cpu");
    }

    @Test
    void aSessionOnTheCpuLeavesEveryGpuAlone() {
        var configuration = Computing.cpu(3).configuration();

        assertThat(configuration.getDeviceCountOrThrow("GPU")).isZero();
        assertThat(configuration.getIntraOpParallelismThreads()).isEqualTo(3);
    }

    @Test
    void aSessionOnAGpuTakesMemoryAsItNeedsItAndHalvesPrecisionOnlyIfAsked() {
        var plain = new Computing(1, true, false).configuration();
        var mixed = new Computing(1, true, true).configuration();

        assertThat(plain.getGpuOptions().getAllowGrowth()).isTrue();
        assertThat(plain.hasGraphOptions()).isFalse();
        assertThat(mixed.getGraphOptions().getRewriteOptions().getAutoMixedPrecision())
                .isEqualTo(RewriterConfig.Toggle.ON);
    }

    private static void assumeThereIsNoGpu() {
        assumeFalse(
                Files.isDirectory(Path.of("/proc/driver/nvidia/gpus")), "this machine has a GPU");
    }
}
