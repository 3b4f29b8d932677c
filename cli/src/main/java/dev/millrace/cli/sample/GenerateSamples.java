package dev.millrace.cli.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes the examples' data again, byte for byte. Argument: the folder {@code examples}.
 *
 * <pre>
 * java -cp 'cli/target/cli.jar:cli/target/lib/*' dev.millrace.cli.sample.GenerateSamples examples
 * </pre>
 */
public final class GenerateSamples {

    private GenerateSamples() {}

    public static void main(String[] arguments) throws IOException {
        var examples = Path.of(arguments[0]);
        Files.writeString(
                examples.resolve("diabetes/diabetes-sample.csv"), new PatientSample(768).csv());
        Files.writeString(examples.resolve("tesla/tesla-sample.csv"), new PriceSample(1500).csv());
    }
}
