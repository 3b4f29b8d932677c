package dev.millrace.training.launch;

import dev.millrace.training.worker.WorkerMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The command that starts a worker: this JVM's Java and class path, memory of its own. */
record WorkerCommand(WorkerSettings settings) {

    /**
     * @param gpu the only GPU that it may see; null for all of them
     */
    Process start(Path folder, @Nullable Integer gpu) throws IOException {
        Files.createDirectories(settings.nativeCacheOrDefault());
        var builder = new ProcessBuilder(arguments(folder)).redirectErrorStream(true);
        var environment = builder.environment();
        environment.put("TF_CPP_MIN_LOG_LEVEL", "2");
        environment.put("TF_DETERMINISTIC_OPS", "1");
        environment.put("TORCH_CPP_LOG_LEVEL", "ERROR");
        // PyTorch's threads would burn the cores that they wait for.
        environment.put("OMP_WAIT_POLICY", "PASSIVE");
        if (gpu != null) {
            environment.put("CUDA_VISIBLE_DEVICES", gpu.toString());
        }
        return builder.start();
    }

    private List<String> arguments(Path folder) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + settings.heap().toMegabytes() + "m",
                "-XX:+UseSerialGC",
                // The work is native; optimising Java further only takes the cores from it.
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.io.tmpdir=" + folder,
                "-Dlogback.configurationFile=worker-logback.xml",
                "-Dorg.bytedeco.javacpp.cachedir=" + settings.nativeCacheOrDefault(),
                // JavaCPP's caps derive from the heap, which says nothing about tensors.
                "-Dorg.bytedeco.javacpp.maxBytes=0",
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                "-cp",
                System.getProperty("java.class.path"),
                WorkerMain.class.getName());
    }
}
