package dev.millrace.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.cli.platform.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** The {@code millrace} script of this repository. */
final class Script {

    static final Path ROOT =
            Path.of(System.getProperty("millrace.root", "..")).toAbsolutePath().normalize();

    private final Map<String, String> environment = new HashMap<>();

    Script() {
        environment.put("MILLRACE_JAVA_HOME", System.getProperty("java.home"));
        // The tests run within the build; the script must not begin another one.
        environment.put("MILLRACE_BUILD", "done");
    }

    Script with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** What a command said, and how it ended. */
    record Result(List<String> command, int exit, String out, String err, Duration took) {

        /** The one JSON document on standard output. */
        JsonNode document() {
            return Json.STRICT.readTree(out);
        }

        Result requireSuccess() {
            assertThat(exit).as("exit code of %s", this).isZero();
            return this;
        }

        @Override
        public String toString() {
            return "%s after %.1f s%n--- standard output%n%s%n--- standard error%n%s"
                    .formatted(String.join(" ", command), took.toMillis() / 1e3, out, err);
        }
    }

    Result run(Duration atMost, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(ROOT.resolve("millrace").toString());
        command.addAll(List.of(arguments));
        return run(atMost, ROOT, command);
    }

    Result run(Duration atMost, Path folder, List<String> command)
            throws IOException, InterruptedException {
        var out = Files.createTempFile("millrace", ".out");
        var err = Files.createTempFile("millrace", ".err");
        try {
            var builder = new ProcessBuilder(command).directory(folder.toFile());
            builder.environment().putAll(environment);
            var began = System.nanoTime();
            var process =
                    builder.redirectInput(Path.of("/dev/null").toFile())
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile())
                            .start();
            var inTime = process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
            process.destroyForcibly();
            var took = Duration.ofNanos(System.nanoTime() - began);
            var exit = process.waitFor();
            var result =
                    new Result(command, exit, Files.readString(out), Files.readString(err), took);
            assertThat(inTime).as("ended within %s: %s", atMost, result).isTrue();
            return result;
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }
}
