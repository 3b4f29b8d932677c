package dev.millrace.cli;

import static java.util.Objects.requireNonNull;

import dev.millrace.cli.platform.Database;
import dev.millrace.cli.platform.Installation;
import dev.millrace.cli.platform.Part;
import dev.millrace.cli.platform.PlatformSettings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a measurement of the module benchmarks in a JVM of its own. */
@Command(name = "bench", description = "Run a reproducible measurement.")
final class BenchCommand implements Callable<Integer> {

    /** The measurements there are; those of an example use the running platform. */
    enum Benchmark {
        transform("TransformBenchmark", null),
        tracking("TrackingBenchmark", null),
        training("TrainingBenchmark", null),
        orchestrator("OrchestratorBenchmark", null),
        diabetes("DiabetesBenchmark", "diabetes/diabetes-sample.csv"),
        tesla("TeslaBenchmark", "tesla/tesla-sample.csv"),
        depth("DepthBenchmark", "tesla/tesla-sample.csv", "depth.yaml"),
        digits("DigitsBenchmark", "digits/digits-sample.csv"),
        airline("AirlineBenchmark", "airline/airline-sample.csv"),
        adult("AdultBenchmark", "adult/adult-sample-train.csv");

        private final String mainClass;
        private final @Nullable String sample;
        private final String pipeline;

        Benchmark(String mainClass, @Nullable String sample) {
            this(mainClass, sample, "pipeline.yaml");
        }

        Benchmark(String mainClass, @Nullable String sample, String pipeline) {
            this.mainClass = "dev.millrace.benchmarks." + mainClass;
            this.sample = sample;
            this.pipeline = pipeline;
        }
    }

    @Mixin private CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "NAME", description = "One of ${COMPLETION-CANDIDATES}.")
    private Benchmark benchmark = Benchmark.transform;

    @Option(
            names = "--data",
            paramLabel = "FILE",
            description = "For an example: the data; default is the generated sample.")
    private @Nullable Path data;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var root = Installation.current().root();
        var built = root.resolve("benchmarks/target");
        var command = new ArrayList<String>();
        command.add(Installation.java().toString());
        var classes = built.resolve("classes") + File.pathSeparator + built.resolve("lib/*");
        if (benchmark == Benchmark.training) {
            command.addAll(nativeLibraries());
            classes += File.pathSeparator + root.resolve("training-service/target/lib/*");
        }
        command.add("-cp");
        command.add(classes);
        command.add(benchmark.mainClass);
        command.addAll(arguments(root));
        if (common.json()) {
            command.add("--json");
        }
        var builder = new ProcessBuilder(command).inheritIO();
        if (benchmark == Benchmark.orchestrator) {
            builder.environment().putAll(Database.environment(common.home()));
        }
        var exit = builder.start().waitFor();
        return exit == 0 ? ExitCode.DONE : ExitCode.FAILED;
    }

    private List<String> arguments(Path root) throws IOException, InterruptedException {
        return switch (benchmark) {
            case transform -> List.of();
            case tracking -> List.of("--training", address(Part.TRAINING));
            case training -> training(root);
            case orchestrator -> List.of("--orchestrator", address(Part.ORCHESTRATOR));
            default ->
                    onPlatform(root.resolve("examples").resolve(requireNonNull(benchmark.sample)));
        };
    }

    /** As workers have them, so that nothing is unpacked anew. */
    private static List<String> nativeLibraries() {
        var cache = Path.of(System.getProperty("user.home"), ".cache", "millrace", "javacpp");
        return List.of(
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dorg.bytedeco.javacpp.cachedir=" + cache);
    }

    /** Starts the platform if it is down; measures with as many threads as its workers have. */
    private List<String> training(Path root) throws IOException, InterruptedException {
        var threads = System.getenv("MILLRACE_TRAINING_WORKER_THREADS");
        return List.of(
                "--orchestrator",
                address(Part.ORCHESTRATOR),
                "--torch-script",
                root.resolve("benchmarks/torch_reference.py").toString(),
                "--threads",
                threads == null ? "1" : threads);
    }

    /** Of a part of the platform, which is started if it is down. */
    private String address(Part part) throws IOException, InterruptedException {
        var state = common.platform().up(PlatformSettings.of(common.home()), common::progress);
        return "http://127.0.0.1:" + part.port(state.portBase());
    }

    /** Starts the platform if it is down; the arguments say where it is and what to measure. */
    private List<String> onPlatform(Path sample) throws IOException, InterruptedException {
        var file = data == null ? sample : data;
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString());
        }
        return List.of(
                "--orchestrator",
                address(Part.ORCHESTRATOR),
                "--pipeline",
                sample.resolveSibling(benchmark.pipeline).toString(),
                "--data",
                file.toAbsolutePath().toString());
    }
}
