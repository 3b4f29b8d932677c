package dev.millrace.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.cli.platform.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine on which the platform cannot start gets one clear sentence and an exit code. */
@OnThePlatform
class BadMachineIT {

    private final LivePlatform platform;

    BadMachineIT(LivePlatform platform) {
        this.platform = platform;
    }

    @Test
    void aPortThatIsTakenIsNamed(@TempDir Path otherHome) throws IOException, InterruptedException {
        var port = Integer.toString(platform.port(Part.ORCHESTRATOR));
        var home = otherHome.toString();

        var result = platform.millrace("up", "--home", home, "--port-base", port);

        assertThat(result.exit()).as("%s", result).isEqualTo(1);
        assertThat(result.err())
                .contains("Port %s, needed for orchestrator, is already in use".formatted(port));
        assertThat(otherHome.resolve("platform.json")).doesNotExist();
    }

    @Test
    void aJdkThatIsTooOldIsNamed(@TempDir Path jdk) throws IOException, InterruptedException {
        var java = Files.createDirectory(jdk.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"17.0.9\" 2023-10-17' >&2\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));

        var result =
                new Script()
                        .with("MILLRACE_JAVA_HOME", jdk.toString())
                        .run(Duration.ofSeconds(30), "status");

        assertThat(result.exit()).as("%s", result).isEqualTo(3);
        assertThat(result.err()).contains("JDK 17 at " + jdk + " is too old").contains("JDK 25");
    }
}
