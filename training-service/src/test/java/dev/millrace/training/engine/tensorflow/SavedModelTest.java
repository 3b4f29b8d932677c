package dev.millrace.training.engine.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.training.Layer;
import dev.millrace.contracts.training.Loss;
import dev.millrace.training.engine.Batch;
import dev.millrace.training.engine.ExportedNetwork;
import dev.millrace.training.engine.Output;
import dev.millrace.training.engine.Specimen;
import dev.millrace.training.engine.Specimens;
import dev.millrace.training.engine.Weights;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SavedModelTest {

    private static final int ROWS = 5;

    @TempDir Path folder;

    /** As few as show every layer and every output. */
    static Stream<Specimen> specimens() {
        var seen = new HashSet<Class<?>>();
        return Specimens.all().stream().filter(specimen -> seen.addAll(kinds(specimen)));
    }

    private static List<? extends Class<?>> kinds(Specimen specimen) {
        var layers = specimen.network().parts().stream().flatMap(part -> part.all().stream());
        return Stream.concat(layers.map(part -> part.layer()), Stream.of(specimen.output()))
                .map(Object::getClass)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("specimens")
    void givesWhatTheTrainedNetworkGives(Specimen specimen) {
        var batch = specimen.batch(2, ROWS);
        try (var trained =
                new TensorflowNetwork(
                        specimen.network(),
                        specimen.aim(),
                        specimen.weights(2),
                        Computing.cpu(1))) {
            trained.step(batch, 0, 0.01);
            try (var exported = exported(specimen, trained.weights())) {
                var outputs = exported.outputs(batch.features(), ROWS);

                assertThat(outputs).hasSize(ROWS * specimen.output().width());
                assertThat(outputs)
                        .containsExactly(trained.outputs(batch.features(), ROWS), within(1e-5));
                assertThat(exported.outputs(row(batch, ROWS - 1), 1))
                        .containsExactly(last(outputs, specimen.output().width()), within(1e-12));
            }
        }
    }

    @Test
    void aReconstructionIsJudgedByItsMeanSquaredError() {
        var specimen =
                Specimen.of("autoencoder", 4)
                        .with(new Output.Reconstruction(4), new Loss.SquaredError(), List.of());
        var zero = specimen.weights(1);
        zero.values().forEach(values -> Arrays.fill(values, 0));
        try (var exported = exported(specimen, zero)) {
            assertThat(exported.outputs(new float[] {1, -1, 3, 0, 0, 2, 0, 0}, 2))
                    .containsExactly((1 + 1 + 9) / 4.0, 4 / 4.0);
        }
    }

    @Test
    void refusesCategoriesThatAnEmbeddingDoesNotHave() {
        var specimen =
                Specimen.of(
                        "tokens",
                        List.of("c4_a", "c3_b"),
                        new Layer.Embedding(List.of(4, 3), null, null, null, "tokens"));
        var weights = specimen.weights(1);
        try (var trained =
                        new TensorflowNetwork(
                                specimen.network(), specimen.aim(), weights, Computing.cpu(1));
                var exported = exported(specimen, weights)) {
            for (var row : List.of(row(3, 3), row(-1, 0), row(0.5f, 0), row(Float.NaN, 0))) {
                assertRefused(() -> trained.step(new Batch(row, new float[1]), 0, 0.1));
                assertRefused(() -> trained.outputs(row, 1));
                assertRefused(() -> exported.outputs(row, 1));
            }
            assertThat(trained.outputs(row(3, 2), 1)).hasSize(1);
            assertThat(trained.weights().hash()).isEqualTo(weights.hash());
        }
    }

    private static void assertRefused(ThrowingCallable action) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        failure ->
                                assertThat(failure.code()).isEqualTo(FailureCode.UNTRAINABLE_DATA))
                .hasMessage(
                        "Layer tokens embeds whole numbers from 0 to below [4, 3], but its input"
                                + " has others.");
    }

    private ExportedNetwork exported(Specimen specimen, Weights weights) {
        var format = new TensorflowFormat(1);
        format.write(specimen.network(), weights, folder.resolve("saved_model"));
        return format.load(folder.resolve("saved_model"));
    }

    private static float[] row(float... numbers) {
        return numbers;
    }

    private static float[] row(Batch batch, int row) {
        int width = batch.features().length / batch.rows();
        return Arrays.copyOfRange(batch.features(), row * width, (row + 1) * width);
    }

    private static double[] last(double[] outputs, int width) {
        return Arrays.copyOfRange(outputs, outputs.length - width, outputs.length);
    }
}
