package dev.millrace.cli.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

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
        for (var sample : samples().entrySet()) {
            Files.writeString(examples.resolve(sample.getKey()), sample.getValue());
        }
    }

    /** What the files below {@code examples} hold, by their path. */
    static Map<String, String> samples() {
        return Map.of(
                "diabetes/diabetes-sample.csv", new PatientSample(768).csv(),
                "tesla/tesla-sample.csv", new PriceSample(1500).csv(),
                "airline/airline-sample.csv", new PassengerSample(144).csv(),
                "digits/digits-sample.csv", new DigitSample(600).csv(),
                "adult/adult-sample-train.csv", CensusSample.training(1500).csv(),
                "adult/adult-sample-test.csv", CensusSample.test(700).csv());
    }
}
