package dev.millrace.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * The airline example, one month ahead over the last 28 months, beside three forecasts that need no
 * model. All errors are in passengers: the network predicts the change to the same month of the
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
        result.put("naive", error(passengers, AirlineBenchmark::lastMonth));
        result.put("seasonalNaive", error(passengers, AirlineBenchmark::lastYear));
        result.put("sameChangeAgain", error(passengers, AirlineBenchmark::sameChangeAgain));
        Report.print(options.json(), result);
    }

    private static double[] passengers(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .skip(1)
                .filter(line -> !line.isBlank())
                .mapToDouble(line -> Double.parseDouble(line.split(",")[1]))
                .toArray();
    }

    /** A forecast of a month from those before it. */
    private interface Forecast {
        double of(double[] passengers, int month);
    }

    private static double lastMonth(double[] passengers, int month) {
        return passengers[month - 1];
    }

    private static double lastYear(double[] passengers, int month) {
        return passengers[month - 12];
    }

    /** Last year's number and the yearly change of the month before. */
    private static double sameChangeAgain(double[] passengers, int month) {
        return passengers[month - 12] + passengers[month - 1] - passengers[month - 13];
    }

    /** RMSE over the test months. */
    private static double error(double[] passengers, Forecast forecast) {
        double sum = 0;
        for (int month = passengers.length - TEST_MONTHS; month < passengers.length; month++) {
            double error = passengers[month] - forecast.of(passengers, month);
            sum += error * error;
        }
        return Math.sqrt(sum / TEST_MONTHS);
    }
}
