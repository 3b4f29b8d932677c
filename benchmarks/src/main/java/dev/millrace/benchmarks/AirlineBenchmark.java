package dev.millrace.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * The airline example, one month ahead over the last 28 months, beside the two forecasts that need
 * no model. All errors are in passengers: the network predicts the change to the same month of the
 * year before, which is known, so that its error is that of the forecast.
 */
public final class AirlineBenchmark {

    private static final int SEEDS = 5;
    private static final int TEST_MONTHS = 28;

    private AirlineBenchmark() {}

    public static void main(String... arguments) throws IOException, InterruptedException {
        var options = Options.parse(arguments);
        var errors = ExampleRuns.of(options).metric("rmse", SEEDS, List.of("seed"));
        var passengers = passengers(options.data());

        var result = new LinkedHashMap<String, Object>();
        result.put("rmse", ExampleRuns.mean(errors));
        result.put("bySeed", errors);
        result.put("naive", errorOfRepeating(passengers, 1));
        result.put("seasonalNaive", errorOfRepeating(passengers, 12));
        Report.print(options.json(), result);
    }

    private static double[] passengers(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .skip(1)
                .filter(line -> !line.isBlank())
                .mapToDouble(line -> Double.parseDouble(line.split(",")[1]))
                .toArray();
    }

    /** RMSE of "as so many months before". */
    static double errorOfRepeating(double[] passengers, int months) {
        double sum = 0;
        for (int month = passengers.length - TEST_MONTHS; month < passengers.length; month++) {
            double error = passengers[month] - passengers[month - months];
            sum += error * error;
        }
        return Math.sqrt(sum / TEST_MONTHS);
    }
}
