package dev.millrace.cli.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder that holds everything that a local platform keeps: {@code .millrace}. */
public record Home(Path folder) {

    public Home {
        folder = folder.toAbsolutePath().normalize();
    }

    public Path logs() {
        return folder.resolve("logs");
    }

    /** The log of a part, or of the supervisor. */
    public Path log(String name) {
        return logs().resolve(name + ".log");
    }

    Path settings() {
        return folder.resolve("settings.json");
    }

    Path state() {
        return folder.resolve("platform.json");
    }

    Path secrets() {
        return folder.resolve("secrets.json");
    }

    Path lock() {
        return folder.resolve("lock");
    }

    Path postgresData() {
        return folder.resolve("postgres/data");
    }

    Path postgresBinaries() {
        return folder.resolve("postgres/binaries");
    }

    Path objects() {
        return folder.resolve("objects");
    }

    Path temporary() {
        return folder.resolve("tmp");
    }

    void create() throws IOException {
        Files.createDirectories(logs());
        Files.createDirectories(temporary());
        Files.createDirectories(objects());
    }
}
