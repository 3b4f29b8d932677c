package dev.millrace.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChecksTest {

    @ParameterizedTest
    @CsvSource({
        "Apache Maven 3.8.7, true",
        "Apache Maven 3.9.11 (abc), true",
        "Apache Maven 4.0.0-rc-4, true",
        "Apache Maven 3.6.3, false",
        "something else, false"
    })
    void judgesMavenByItsVersion(String output, boolean ok) {
        assertThat(MavenCheck.judge(output).ok()).isEqualTo(ok);
    }

    @ParameterizedTest
    @CsvSource({"Linux, amd64, true", "Linux, aarch64, false", "Mac OS X, aarch64, false"})
    void supportsLinuxOnX8664Only(String system, String processor, boolean ok) {
        assertThat(MachineChecks.architecture(system, processor).ok()).isEqualTo(ok);
    }

    @Test
    void findsThatAFolderMayHoldPrograms(@TempDir Path folder) throws Exception {
        assertThat(MachineChecks.executableFiles(folder).ok()).isTrue();
    }

    @Test
    void namesAFolderThatCannotBeWritten() throws Exception {
        var finding = MachineChecks.executableFiles(Path.of("/proc/1"));

        assertThat(finding.ok()).isFalse();
        assertThat(finding.remedy()).contains("--home");
    }
}
