package dev.millrace.cli.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SamplesTest {

    private static final Path EXAMPLES = Path.of("..", "examples");

    static Stream<String> files() {
        return GenerateSamples.samples().keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("files")
    void generatesTheFilesThatAreShippedByteForByte(String file) {
        assertThat(EXAMPLES.resolve(file)).hasContent(GenerateSamples.samples().get(file));
    }
}
