package dev.millrace.training.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.training.Activation;
import dev.millrace.contracts.training.Layer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WeightFileTest {

    private static final Network NETWORK =
            new Network(
                    List.of("a", "b", "c"),
                    List.of(Layer.Dense.of(7, Activation.RELU)),
                    new Output.Binary());
    private static final Weights WEIGHTS = InitialWeights.of(NETWORK, new Randomness(1));

    @Test
    void givesBackTheSameBits() throws IOException {
        var file = written(Map.of("who", "me"), Map.of("best/", WEIGHTS));

        var read = WeightFile.read(new ByteArrayInputStream(file));

        assertThat(read.facts()).containsEntry("who", "me");
        assertThat(read.weights("best/", NETWORK.weights()).hash()).isEqualTo(WEIGHTS.hash());
    }

    /** By hand, as the format's own description says it. */
    @Test
    void isLaidOutAsSafetensors() throws IOException {
        var bytes = ByteBuffer.wrap(written(Map.of(), Map.of("", WEIGHTS)));
        bytes.order(ByteOrder.LITTLE_ENDIAN);

        int header = (int) bytes.getLong(0);
        var text = new String(bytes.array(), 8, header, StandardCharsets.UTF_8);
        assertThat((8 + header) % 8).isZero();
        assertThat(text).startsWith("{\"__metadata__\":{").contains("\"0.kernel\":{");
        assertThat(bytes.getFloat(8 + header)).isEqualTo(WEIGHTS.values().getFirst()[0]);
        assertThat(bytes.limit()).isEqualTo(8 + header + 4 * NETWORK.parameters());
    }

    @Test
    void anyTornOrChangedByteIsNoticed() throws IOException {
        var whole = written(Map.of("who", "me"), Map.of("", WEIGHTS));

        for (int at = 0; at < whole.length; at++) {
            var changed = whole.clone();
            changed[at] ^= 1;
            int place = at;
            assertThatThrownBy(() -> WeightFile.read(new ByteArrayInputStream(changed)))
                    .as("byte %d", place)
                    .isInstanceOf(IOException.class);
            var torn = new ByteArrayInputStream(whole, 0, at);
            assertThatThrownBy(() -> WeightFile.read(torn)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void weightsOfAnotherNetworkAreRefusedByName() throws IOException {
        var read =
                WeightFile.read(new ByteArrayInputStream(written(Map.of(), Map.of("", WEIGHTS))));
        var other = new Network(List.of("a"), List.of(), new Output.Binary());

        assertThatThrownBy(() -> read.weights("", other.weights()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("output.kernel is [7, 1] in the file, but should be [1, 1]");
    }

    private static byte[] written(Map<String, String> facts, Map<String, Weights> groups)
            throws IOException {
        var bytes = new ByteArrayOutputStream();
        WeightFile.of(facts, groups).write(bytes);
        return bytes.toByteArray();
    }
}
