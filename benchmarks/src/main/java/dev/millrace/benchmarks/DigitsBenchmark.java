package dev.millrace.benchmarks;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;

/** The digits example on five stratified splits, 20 % of the rows for the test. */
public final class DigitsBenchmark {

    private static final int SPLITS = 5;
    // scikit-learn 1.2.1 on the real digits, stratified 80/20, seed 42.
    private static final double MULTILAYER_PERCEPTRON = 0.978;
    private static final double LOGISTIC_REGRESSION = 0.958;

    private DigitsBenchmark() {}

    public static void main(String... arguments) throws IOException, InterruptedException {
        var options = Options.parse(arguments);
        var accuracies =
                ExampleRuns.of(options).metric("accuracy", SPLITS, List.of("seed", "splitSeed"));

        var result = new LinkedHashMap<String, Object>();
        result.put("accuracy", ExampleRuns.mean(accuracies));
        result.put("bySeed", accuracies);
        result.put("referencePerceptron", MULTILAYER_PERCEPTRON);
        result.put("referenceLinear", LOGISTIC_REGRESSION);
        Report.print(options.json(), result);
    }
}
