package dev.millrace.benchmarks;

import static java.util.Objects.requireNonNull;

import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What an epoch of 100,000 rows of 32 features costs, MLP 128-64-1, batches of 256, Adam: in
 * training-service on a running platform, in a bare loop over TensorFlow Java, and in Debian's
 * PyTorch. All with the number of threads that a worker has; all count the validation rows' pass.
 */
public final class TrainingBenchmark {

    private static final String PIPELINE = "training-benchmark";
    private static final int ROWS = 102_000; // 2 % are for validation and test
    private static final int WIDTH = 32;
    private static final int ROUNDS = 3;
    private static final int EPOCHS = 8;
    private static final int WARM_UP = 2;

    private final LivePlatform platform;
    private final Path script;
    private final int threads;

    private TrainingBenchmark(LivePlatform platform, Path script, int threads) {
        this.platform = platform;
        this.script = script;
        this.threads = threads;
    }

    public static void main(String... arguments) throws IOException, InterruptedException {
        var options = Arrays.asList(arguments);
        var benchmark =
                new TrainingBenchmark(
                        new LivePlatform(URI.create(Options.value(options, "--orchestrator"))),
                        Path.of(Options.value(options, "--torch-script")),
                        Integer.parseInt(Options.value(options, "--threads")));
        Report.print(options.contains("--json"), benchmark.measure());
    }

    private Map<String, Object> measure() throws IOException, InterruptedException {
        JsonNode prepared = prepare();
        int rows = prepared.path("trainRows").asInt();
        int validationRows = prepared.path("validationRows").asInt();
        var service = new ServiceTraining(platform, prepared.path("preparedData").asString());
        var tensorflow = new ArrayList<Double>();
        var overheads = new ArrayList<Double>();
        var bare = new ArrayList<Double>();
        try (var loop = new BareTensorflow(rows, validationRows, threads)) {
            for (int round = 0; round < ROUNDS; round++) {
                QuietMachine.await();
                var measured = service.train("tensorflow", EPOCHS);
                tensorflow.addAll(afterWarmUp(measured.epochs()));
                overheads.add(measured.overhead());
                QuietMachine.await();
                bare.addAll(afterWarmUp(epochs(loop)));
            }
        }
        QuietMachine.await();
        var pytorch = afterWarmUp(service.train("pytorch", EPOCHS).epochs());
        QuietMachine.await();
        var reference = new TorchReference(script, rows, validationRows, EPOCHS);
        return result(
                Map.of("tensorflow", median(tensorflow), "pytorch", median(pytorch)),
                median(bare),
                median(overheads),
                reference.secondsPerEpoch(threads).stream().boxed().findFirst().orElse(null));
    }

    private static Map<String, Object> result(
            Map<String, Double> seconds, double bare, double overhead, @Nullable Double torch) {
        var result = new LinkedHashMap<String, Object>();
        result.put("secondsPerEpoch", seconds);
        result.put("bareSecondsPerEpoch", bare);
        result.put("overheadRatio", seconds.getOrDefault("tensorflow", Double.NaN) / bare);
        result.put("jobOverheadSeconds", overhead);
        result.put("referenceTorchSecondsPerEpoch", torch);
        return result;
    }

    private static List<Double> epochs(BareTensorflow loop) {
        var seconds = new ArrayList<Double>();
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            seconds.add(loop.epoch());
        }
        return seconds;
    }

    /** The first epochs of a process are slower: Java compiles, TensorFlow allocates. */
    private static List<Double> afterWarmUp(List<Double> epochs) {
        System.err.println("seconds per epoch: " + epochs);
        return epochs.subList(Math.min(WARM_UP, epochs.size() - 1), epochs.size());
    }

    private static double median(List<Double> numbers) {
        return numbers.stream().sorted().toList().get(numbers.size() / 2);
    }

    /** Answers the outputs of the step that prepared the data. */
    private JsonNode prepare() throws IOException, InterruptedException {
        var file = Files.createTempFile("training-benchmark", ".csv");
        try (var definition =
                requireNonNull(
                        TrainingBenchmark.class.getResourceAsStream("/" + PIPELINE + ".yaml"))) {
            write(file);
            platform.postPipeline(new String(definition.readAllBytes(), StandardCharsets.UTF_8));
            JsonNode run = platform.run(PIPELINE, Map.of("data", platform.upload(file)));
            return LivePlatform.outputs(run, "prepare");
        } finally {
            Files.delete(file);
        }
    }

    private static void write(Path file) throws IOException {
        var random = new SplittableRandom(1);
        try (var lines = Files.newBufferedWriter(file)) {
            for (int index = 0; index < WIDTH; index++) {
                lines.append("x" + index + ",");
            }
            lines.append("y\n");
            for (int row = 0; row < ROWS; row++) {
                writeRow(lines, random);
            }
        }
    }

    private static void writeRow(BufferedWriter lines, SplittableRandom random) throws IOException {
        double sum = 0;
        for (int index = 0; index < WIDTH; index++) {
            double number = Math.round(random.nextGaussian() * 1e4) / 1e4;
            sum += Math.sin(index) * number;
            lines.append(Double.toString(number)).append(',');
        }
        lines.append(Double.toString(Math.tanh(sum))).append('\n');
    }
}
