package dev.millrace.cli.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A PostgreSQL that still runs on a data folder after its owner was killed. */
final class PostgresSurvivor {

    private static final Duration GRACE = Duration.ofSeconds(10);

    private PostgresSurvivor() {}

    static void stop(Path data) throws IOException, InterruptedException {
        var survivor = find(data);
        if (survivor.isPresent()) {
            Supervisor.log("postgres: stopping process %d on %s", survivor.get().pid(), data);
            Stopping.stop(List.of(survivor.get()), Stopping.Signal.INT, GRACE);
        }
    }

    /** The process named by {@code postmaster.pid}, if it truly is a PostgreSQL on this folder. */
    static Optional<ProcessIdentity> find(Path data) throws IOException {
        var file = data.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
        return ProcessIdentity.of(pid)
                .filter(process -> commandLine(pid).contains(data.toString()));
    }

    private static String commandLine(long pid) {
        return Proc.commandLine(pid)
                .or(() -> ProcessHandle.of(pid).flatMap(handle -> handle.info().commandLine()))
                .orElse("");
    }
}
