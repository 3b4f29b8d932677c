package dev.millrace.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

class SavedModelTest {

    @TempDir Path folder;

    @Test
    void saysWhyTheGraphRefusesItsInput() throws Exception {
        exportNetworkOfPositiveNumbers();

        try (var network = SavedModel.load(folder)) {
            assertThat(network.run(new float[] {2, 3}, 2)).containsExactly(2, 3);
            assertThatThrownBy(() -> network.run(new float[] {2, -3}, 2))
                    .isInstanceOfSatisfying(
                            PlatformException.class,
                            refused ->
                                    assertThat(refused.code())
                                            .isEqualTo(FailureCode.INVALID_REQUEST))
                    .hasMessage("Only positive numbers, please.");
        }
    }

    private void exportNetworkOfPositiveNumbers() throws Exception {
        try (var graph = new Graph()) {
            var tf = Ops.create(graph);
            var features = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 1)));
            var all =
                    tf.reduceAll(
                            tf.math.greater(features, tf.constant(0f)),
                            tf.constant(new int[] {0, 1}));
            var checked =
                    tf.assertThat(
                            all,
                            List.of(tf.constant("\u00abOnly positive numbers, please.\u00bb")));
            var output = tf.withControlDependencies(checked).identity(features);
            var signature =
                    Signature.builder()
                            .key("serving_default")
                            .input("features", features)
                            .output("output", output)
                            .build();
            try (var session = new Session(graph)) {
                SavedModelBundle.exporter(folder.toString())
                        .withSession(session)
                        .withSignature(signature)
                        .export();
            }
        }
    }
}
