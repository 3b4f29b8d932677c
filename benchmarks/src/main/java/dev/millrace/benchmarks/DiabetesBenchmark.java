package dev.millrace.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The diabetes example's network against a single dense layer (logistic regression) on the same ten
 * stratified 80/20 splits: one split of some 150 rows says little. Then a stratified 5-fold
 * cross-validation with three shuffles, beside logistic regression on the same folds.
 */
public final class DiabetesBenchmark {

    private static final int SPLITS = 10;
    // For this data set, by two other frameworks.
    private static final List<Double> PUBLISHED_ACCURACY = List.of(0.7692, 0.7607);

    // The mean of five folds.
    private static final double PUBLISHED_FOLDS = 0.7569;
    private static final Map<String, Object> FOLDING =
            Map.of("kind", "stratified", "folds", 5, "repetitions", 3, "seed", 1);

    private DiabetesBenchmark() {}

    /** The test part's figures of one training. */
    private record Figures(double accuracy, double auc, String weightsHash) {

        static Figures of(JsonNode train) {
            return new Figures(
                    train.path("metrics").path("accuracy").asDouble(),
                    train.path("metrics").path("auc").asDouble(),
                    train.path("weightsHash").asString());
        }
    }

    public static void main(String... arguments) throws IOException, InterruptedException {
        var options = Options.parse(arguments);
        var platform = new LivePlatform(options.orchestrator());
        var pipeline = ExamplePipeline.read(options.pipeline());
        String source = platform.upload(options.data());
        platform.postPipeline(pipeline.text());

        var networks = new ArrayList<Figures>();
        var linears = new ArrayList<Figures>();
        for (int seed = 1; seed <= SPLITS; seed++) {
            Map<String, Object> split = split(source, seed);
            networks.add(train(platform, pipeline, split));
            linears.add(train(platform, pipeline, with(split, "layers", List.of())));
            System.err.printf(
                    "split %2d: network accuracy %.4f AUC %.4f, linear accuracy %.4f AUC %.4f%n",
                    seed,
                    networks.getLast().accuracy(),
                    networks.getLast().auc(),
                    linears.getLast().accuracy(),
                    linears.getLast().auc());
        }
        Figures again = train(platform, pipeline, split(source, 1));
        var result = new LinkedHashMap<String, Object>();
        result.put("splits", SPLITS);
        result.put("network", means(networks));
        result.put("linear", means(linears));
        result.put("publishedAccuracy", PUBLISHED_ACCURACY);
        result.put(
                "sameSeedSameWeights",
                again.weightsHash().equals(networks.getFirst().weightsHash()));
        result.putAll(folds(platform, pipeline, source));
        Report.print(options.json(), result);
    }

    /** Transform, network and logistic regression fitted anew in each of fifteen folds. */
    private static Map<String, Object> folds(
            LivePlatform platform, ExamplePipeline pipeline, String source)
            throws IOException, InterruptedException {
        JsonNode run = platform.run(pipeline.name(), split(source, 1));
        String data = LivePlatform.outputs(run, "prepare").path("preparedData").asString();
        JsonNode found =
                platform.train(
                        "cross-validations",
                        Map.of("training", pipeline.training(data, 1), "folding", FOLDING));
        double network = found.path("metrics").path("accuracy").asDouble();
        double linear = found.path("baselines").path("linear").path("accuracy").asDouble();
        return Map.of(
                "foldsNetwork", network, "foldsLinear", linear, "publishedFolds", PUBLISHED_FOLDS);
    }

    private static Figures train(
            LivePlatform platform, ExamplePipeline pipeline, Map<String, Object> parameters)
            throws IOException, InterruptedException {
        return Figures.of(LivePlatform.outputs(platform.run(pipeline.name(), parameters), "train"));
    }

    /** One seed for the split and for the training on it. */
    private static Map<String, Object> split(String source, int seed) {
        return Map.of("data", source, "splitSeed", seed, "seed", seed);
    }

    private static Map<String, Object> with(
            Map<String, Object> parameters, String name, Object value) {
        var more = new LinkedHashMap<>(parameters);
        more.put(name, value);
        return more;
    }

    private static Map<String, Double> means(List<Figures> figures) {
        var means = new LinkedHashMap<String, Double>();
        means.put(
                "accuracy",
                figures.stream().mapToDouble(Figures::accuracy).average().orElseThrow());
        means.put("auc", figures.stream().mapToDouble(Figures::auc).average().orElseThrow());
        return means;
    }
}
