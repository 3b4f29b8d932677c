package dev.millrace.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import tools.jackson.databind.json.JsonMapper;

/** The same training in Debian's PyTorch, where that is installed. */
record TorchReference(Path script, int rows, int validationRows, int epochs) {

    private static final Path PYTHON = Path.of("/usr/bin/python3");

    static boolean isInstalled() throws IOException, InterruptedException {
        return Files.isExecutable(PYTHON)
                && new ProcessBuilder(PYTHON.toString(), "-c", "import torch")
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                .start()
                                .waitFor()
                        == 0;
    }

    /** The faster of one thread and of {@code threads}; nothing where PyTorch is not installed. */
    OptionalDouble secondsPerEpoch(int threads) throws IOException, InterruptedException {
        if (!isInstalled()) {
            System.err.println(
                    "There is no reference: python3-torch is not installed (apt-get install python3-torch).");
            return OptionalDouble.empty();
        }
        double alone = measure(1);
        return OptionalDouble.of(threads == 1 ? alone : Math.min(alone, measure(threads)));
    }

    private double measure(int threads) throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(
                                PYTHON.toString(),
                                script.toString(),
                                Integer.toString(rows),
                                Integer.toString(validationRows),
                                Integer.toString(threads),
                                Integer.toString(epochs))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        var answer = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException(script + " ended with status " + process.exitValue());
        }
        double seconds = new JsonMapper().readTree(answer).path("secondsPerEpoch").asDouble();
        System.err.printf("PyTorch for Python, %d threads: %.3f s per epoch%n", threads, seconds);
        return seconds;
    }
}
