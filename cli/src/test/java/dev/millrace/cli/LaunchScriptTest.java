package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launch script, run with a JDK that only says how old it is. */
class LaunchScriptTest {

    @TempDir private Path folder;

    /** How a program ended and what it said. */
    private record Outcome(int exit, String output) {}

    @Test
    void refusesAJdkThatIsTooOld() throws Exception {
        fakeProgram("jdk/bin/java", "echo 'openjdk version \"17.0.15\" 2025-04-15' >&2");

        var outcome = run(Map.of("MILLRACE_JAVA_HOME", folder.resolve("jdk").toString()));

        assertThat(outcome.exit()).isEqualTo(3);
        assertThat(outcome.output())
                .contains("JDK 17 at " + folder.resolve("jdk") + " is too old")
                .contains("needs JDK 25 or newer")
                .contains("temurin-25");
    }

    @Test
    void refusesARuntimeWithoutACompiler() throws Exception {
        fakeProgram("jre/bin/java", "echo 'openjdk version \"25.0.1\" 2025-10-21' >&2");

        var outcome = run(Map.of("MILLRACE_JAVA_HOME", folder.resolve("jre").toString()));

        assertThat(outcome.exit()).isEqualTo(3);
        assertThat(outcome.output()).contains("has no compiler");
    }

    private void fakeProgram(String path, String script) throws IOException {
        var program = folder.resolve(path);
        Files.createDirectories(program.getParent());
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Outcome run(Map<String, String> environment) throws Exception {
        var script = Path.of("..", "millrace").toAbsolutePath().normalize();
        var builder = new ProcessBuilder(script.toString(), "status").redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment().put("MILLRACE_BUILD", "done");
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), output);
    }
}
