package dev.millrace.endtoend;

import static org.awaitility.Awaitility.await;

import dev.millrace.cli.platform.LocalPlatform;
import dev.millrace.cli.platform.Part;
import dev.millrace.cli.platform.PlatformState;
import dev.millrace.cli.platform.PlatformState.Health;
import dev.millrace.cli.platform.PlatformState.PartState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** The processes of the platform, as its supervisor tells of them. */
final class Processes {

    /** Long, for on a busy machine even the start of a service takes a minute. */
    static final Duration SOON = Duration.ofMinutes(3);

    private static final Duration POLL = Duration.ofMillis(50);

    private final LocalPlatform platform;

    Processes(LocalPlatform platform) {
        this.platform = platform;
    }

    /** The process of a part; empty while there is none. */
    OptionalLong find(Part part) {
        var process = state(part).process();
        return process == null ? OptionalLong.empty() : OptionalLong.of(process.pid());
    }

    long require(Part part) {
        return find(part).orElseThrow(() -> new AssertionError("no process of " + part));
    }

    /** Kills the process of a part, without a chance to put its work away. */
    void kill(Part part) throws IOException, InterruptedException {
        var process = require(part);
        Signals.kill(process);
        LivePlatform.say("killed %s (process %d)", part.label(), process);
        await("the supervisor's notice of it")
                .atMost(SOON)
                .pollInterval(POLL)
                .until(() -> !find(part).equals(OptionalLong.of(process)));
    }

    /** Processes of training-service that train, or wait for something to train. */
    List<Long> trainingWorkers() {
        return ProcessHandle.of(require(Part.TRAINING)).stream()
                .flatMap(ProcessHandle::children)
                .map(ProcessHandle::pid)
                .filter(Processes::isWorker)
                .toList();
    }

    private static boolean isWorker(long pid) {
        try {
            var commandLine = Path.of("/proc", Long.toString(pid), "cmdline");
            return Files.readString(commandLine).contains("WorkerMain");
        } catch (IOException ended) {
            return false;
        }
    }

    /** Waits until every part is up again. */
    void awaitAllUp() {
        await("every part up")
                .atMost(SOON)
                .pollInterval(POLL)
                .until(() -> state().parts(), parts -> parts.stream().allMatch(Processes::isUp));
    }

    boolean isUp(Part part) {
        return isUp(state(part));
    }

    private static boolean isUp(PartState part) {
        return part.health() == Health.UP && part.process() != null && part.process().isAlive();
    }

    private PartState state(Part part) {
        return state().parts().stream()
                .filter(state -> state.name().equals(part.label()))
                .findFirst()
                .orElseThrow();
    }

    private PlatformState state() {
        try {
            return platform.running().orElseThrow(() -> new AssertionError("no supervisor"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
