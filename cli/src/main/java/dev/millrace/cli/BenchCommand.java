package dev.millrace.cli;

import dev.millrace.cli.platform.Installation;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a measurement of the module benchmarks in a JVM of its own. */
@Command(name = "bench", description = "Run a reproducible measurement.")
final class BenchCommand implements Callable<Integer> {

    /** The measurements there are, with the class that makes each. */
    enum Benchmark {
        transform("dev.millrace.benchmarks.TransformBenchmark");

        private final String mainClass;

        Benchmark(String mainClass) {
            this.mainClass = mainClass;
        }
    }

    @Mixin private CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "NAME", description = "One of ${COMPLETION-CANDIDATES}.")
    private Benchmark benchmark = Benchmark.transform;

    @Option(
            names = "--argument",
            paramLabel = "TEXT",
            description = "Handed to the benchmark; repeatable.")
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        var built = Installation.current().root().resolve("benchmarks/target");
        if (!Files.isDirectory(built.resolve("classes"))) {
            throw new java.nio.file.NoSuchFileException(built.resolve("classes").toString());
        }
        var command = new ArrayList<String>();
        command.add(Installation.java().toString());
        command.add("-cp");
        command.add(built.resolve("classes") + File.pathSeparator + built.resolve("lib/*"));
        command.add(benchmark.mainClass);
        if (common.json()) {
            command.add("--json");
        }
        command.addAll(arguments);
        var exit = new ProcessBuilder(command).inheritIO().start().waitFor();
        return exit == 0 ? ExitCode.DONE : ExitCode.FAILED;
    }
}
