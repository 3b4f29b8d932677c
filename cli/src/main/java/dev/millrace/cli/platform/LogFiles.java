package dev.millrace.cli.platform;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Bounds the logs: a log over the limit is kept as {@code <name>.log.1} and emptied. The processes
 * append to their logs themselves, so that they outlive the supervisor.
 */
final class LogFiles {

    static final long LIMIT = 16L << 20;

    private final Home home;

    LogFiles(Home home) {
        this.home = home;
    }

    void shorten() {
        try (var logs = Files.newDirectoryStream(home.logs(), "*.log")) {
            for (var log : logs) {
                if (Files.size(log) > LIMIT) {
                    rotate(log);
                }
            }
        } catch (IOException e) {
            Supervisor.log("Could not shorten the logs, they keep growing: %s", e);
        }
    }

    private static void rotate(Path log) throws IOException {
        Files.copy(
                log,
                log.resolveSibling(log.getFileName() + ".1"),
                StandardCopyOption.REPLACE_EXISTING);
        try (var channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
            channel.truncate(0);
        }
    }
}
