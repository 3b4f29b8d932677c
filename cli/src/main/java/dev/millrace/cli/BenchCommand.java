package dev.millrace.cli;

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
        command.add("-cp");
        command.add(built.resolve("classes") + File.pathSeparator + built.resolve("lib/*"));
        command.add(benchmark.mainClass);
        if (benchmark.sample != null) {
            command.addAll(onPlatform(root.resolve("examples").resolve(benchmark.sample)));
        }
        if (benchmark == Benchmark.tracking) {
            var state = common.platform().up(PlatformSettings.of(common.home()), common::progress);
            command.addAll(
                    List.of(
                            "--training",
                            "http://127.0.0.1:" + Part.TRAINING.port(state.portBase())));
        }
        if (common.json()) {
            command.add("--json");
        }
        var exit = new ProcessBuilder(command).inheritIO().start().waitFor();
        return exit == 0 ? ExitCode.DONE : ExitCode.FAILED;
    }

    /** Starts the platform if it is down; the arguments say where it is and what to measure. */
    private List<String> onPlatform(Path sample) throws IOException, InterruptedException {
        var file = data == null ? sample : data;
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString());
        }
        var state = common.platform().up(PlatformSettings.of(common.home()), common::progress);
        return List.of(
                "--orchestrator",
                "http://127.0.0.1:" + Part.ORCHESTRATOR.port(state.portBase()),
                "--pipeline",
                sample.resolveSibling(benchmark.pipeline).toString(),
                "--data",
                file.toAbsolutePath().toString());
    }
}
