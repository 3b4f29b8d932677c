package dev.millrace.benchmarks;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * The adult example: trained on the training file, tested on the test file, which lies beside it
 * and has "test" in its name where the other one has "train".
 */
public final class AdultBenchmark {

    private static final int SEEDS = 3;
    // scikit-learn 1.2.1 on the same two files.
    private static final double LOGISTIC_REGRESSION = 0.905;
    private static final double GRADIENT_BOOSTING = 0.921;

    private AdultBenchmark() {}

    public static void main(String... arguments) throws IOException, InterruptedException {
        var options = Options.parse(arguments);
        var runs = ExampleRuns.of(options);
        var name = options.data().getFileName().toString();
        runs.add("test", options.data().resolveSibling(name.replace("train", "test")));
        var areas = runs.metric("auc", SEEDS, List.of("seed"));

        var result = new LinkedHashMap<String, Object>();
        result.put("auc", ExampleRuns.mean(areas));
        result.put("bySeed", areas);
        result.put("referenceLinear", LOGISTIC_REGRESSION);
        result.put("referenceBoosting", GRADIENT_BOOSTING);
        Report.print(options.json(), result);
    }
}
