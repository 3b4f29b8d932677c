package dev.millrace.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The tesla example on five random splits, beside the figure that was published for it, and beside
 * the naive forecast on a split by time, which is the question that an honest forecast would have
 * to answer.
 */
public final class TeslaBenchmark {

    private static final int SPLITS = 5;
    private static final double PUBLISHED_MSE = 12.11;
    private static final double TEST_SHARE = 0.2;

    private TeslaBenchmark() {}

    public static void main(String... arguments) throws IOException, InterruptedException {
        var options = Options.parse(arguments);
        var runs = ExampleRuns.of(options);

        var errors = new ArrayList<Double>();
        var r2 = new ArrayList<Double>();
        for (int seed = 1; seed <= SPLITS; seed++) {
            JsonNode run = runs.run(Map.of("seed", seed));
            JsonNode metrics = LivePlatform.outputs(run, "train").path("metrics");
            errors.add(metrics.path("mse").asDouble());
            r2.add(metrics.path("r2").asDouble());
            System.err.printf(
                    "split %d: MSE %.3f dollars squared, R2 %.6f%n",
                    seed, errors.getLast(), r2.getLast());
        }
        print(options, errors, r2);
    }

    private static void print(Options options, List<Double> errors, List<Double> r2)
            throws IOException {
        var result = new LinkedHashMap<String, Object>();
        result.put("splits", SPLITS);
        result.put("mse", ExampleRuns.mean(errors));
        result.put("r2", ExampleRuns.mean(r2));
        result.put("publishedMse", PUBLISHED_MSE);
        result.put(
                "note",
                "Open + (Close - Open) is the target: these figures say nothing about forecasting");
        result.put("naiveForecastRmse", naiveForecastRmse(Files.readAllLines(options.data())));
        Report.print(options.json(), result);
    }

    /**
     * RMSE of "tomorrow's close is today's" over the last fifth of the days, in the file's own
     * dollars.
     */
    private static double naiveForecastRmse(List<String> lines) {
        List<String> header = Arrays.asList(lines.getFirst().split(","));
        int date = header.indexOf("Date");
        int close = header.indexOf("Close");
        double[] closes =
                lines.stream()
                        .skip(1)
                        .filter(line -> !line.isBlank())
                        .map(line -> line.split(","))
                        .sorted(Comparator.comparing((String[] day) -> day[date]))
                        .mapToDouble(day -> Double.parseDouble(day[close]))
                        .toArray();
        int first = (int) Math.round(closes.length * (1 - TEST_SHARE));
        double sum = 0;
        for (int day = first; day < closes.length; day++) {
            double error = closes[day] - closes[day - 1];
            sum += error * error;
        }
        return Math.sqrt(sum / (closes.length - first));
    }
}
