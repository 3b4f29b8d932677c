package dev.millrace.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFilesTest {

    @TempDir private Path folder;

    @Test
    void keepsALongLogAsideAndEmptiesIt() throws Exception {
        var home = new Home(folder);
        home.create();
        Files.writeString(home.log("prep"), "short");
        try (var log = new RandomAccessFile(home.log("ingest").toFile(), "rw")) {
            log.setLength(LogFiles.LIMIT + 1);
        }

        new LogFiles(home).shorten();

        assertThat(home.log("ingest")).isEmptyFile();
        assertThat(home.logs().resolve("ingest.log.1")).hasSize(LogFiles.LIMIT + 1);
        assertThat(home.log("prep")).hasContent("short");
    }
}
