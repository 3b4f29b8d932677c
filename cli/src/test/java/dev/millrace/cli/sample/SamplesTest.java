package dev.millrace.cli.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The generators give the files that are in the repository, byte for byte. */
class SamplesTest {

    private static final Path EXAMPLES = Path.of("..", "examples");

    @Test
    void generatesThePatientsThatAreShipped() {
        assertThat(EXAMPLES.resolve("diabetes/diabetes-sample.csv"))
                .hasContent(new PatientSample(768).csv());
    }

    @Test
    void generatesThePricesThatAreShipped() {
        assertThat(EXAMPLES.resolve("tesla/tesla-sample.csv"))
                .hasContent(new PriceSample(1500).csv());
    }
}
