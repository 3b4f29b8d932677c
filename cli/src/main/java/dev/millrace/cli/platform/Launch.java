package dev.millrace.cli.platform;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** How processes are started that outlive the one that starts them. */
final class Launch {

    private Launch() {}

    /** Java with what all parts have in common. */
    static List<String> jvm(Home home) {
        return List.of(
                Installation.java().toString(),
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.io.tmpdir=" + home.temporary());
    }

    /**
     * Starts it with its output appended to a log: a pipe to the starter would break with the
     * starter.
     */
    static Process detachedOutput(ProcessBuilder builder, Path log) throws IOException {
        // Fewer arenas: native allocations of many threads otherwise keep tens of megabytes each.
        builder.environment().putIfAbsent("MALLOC_ARENA_MAX", "2");
        return builder.redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }
}
