package dev.millrace.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Published for the tesla regression: five hidden layers are better than two. One run of the
 * pipeline depth.yaml trains both at two learning rates on five splits; this says whether it holds.
 */
public final class DepthBenchmark {

    private static final int SPLITS = 5;
    private static final List<String> RATES = List.of("fast", "slow");

    private DepthBenchmark() {}

    public static void main(String... arguments) throws IOException, InterruptedException {
        var options = Options.parse(arguments);
        var run = ExampleRuns.of(options).run(Map.of());

        var result = new LinkedHashMap<String, Object>();
        for (String rate : RATES) {
            result.put(rate, compare(errors(run, "two-" + rate), errors(run, "five-" + rate)));
        }
        result.put(
                "note",
                "fast is a learning rate of 0.01, slow one of 0.0001; MSE of the test part");
        Report.print(options.json(), result);
    }

    private static List<Double> errors(JsonNode run, String network) {
        var errors = new ArrayList<Double>();
        for (int split = 1; split <= SPLITS; split++) {
            errors.add(
                    LivePlatform.outputs(run, network + "-" + split)
                            .path("metrics")
                            .path("mse")
                            .asDouble());
        }
        return errors;
    }

    private static Map<String, Object> compare(List<Double> two, List<Double> five) {
        int wins = 0;
        for (int split = 0; split < SPLITS; split++) {
            wins += five.get(split) < two.get(split) ? 1 : 0;
        }
        boolean holds = ExampleRuns.mean(five) < ExampleRuns.mean(two) && wins > SPLITS / 2;
        var result = new LinkedHashMap<String, Object>();
        result.put("twoLayers", ExampleRuns.mean(two));
        result.put("fiveLayers", ExampleRuns.mean(five));
        result.put("splitsWhereFiveAreBetter", wins);
        result.put("deeperIsBetter", holds);
        return result;
    }
}
