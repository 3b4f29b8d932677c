package dev.millrace.benchmarks;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Published for the tesla regression: five hidden layers are better than two. One run of the
 * pipeline depth.yaml trains both at two learning rates on five splits, and its own report says
 * which is better.
 */
public final class DepthBenchmark {

    private static final List<String> RATES = List.of("fast", "slow");

    private DepthBenchmark() {}

    public static void main(String... arguments) throws IOException, InterruptedException {
        var options = Options.parse(arguments);
        var run = ExampleRuns.of(options).run(Map.of());

        var result = new LinkedHashMap<String, Object>();
        boolean holds = true;
        for (String rate : RATES) {
            var report = LivePlatform.outputs(run, "report-" + rate);
            result.put(rate, report);
            holds &= report.path("best").asString().equals("five");
        }
        result.put("deeperIsBetter", holds);
        result.put(
                "note",
                "fast is a learning rate of 0.01, slow one of 0.0001; MSE of five test parts");
        Report.print(options.json(), result);
    }
}
