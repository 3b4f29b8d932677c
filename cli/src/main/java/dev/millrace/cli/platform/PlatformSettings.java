package dev.millrace.cli.platform;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What {@code up} was asked for; kept in the home so that a repair starts the same platform again.
 *
 * @param portBase the port of the orchestrator; the other parts follow it
 * @param allowedFolders from which ingest may read local files by path
 * @param services which services run
 */
public record PlatformSettings(int portBase, List<String> allowedFolders, List<Part> services) {

    public static final int DEFAULT_PORT_BASE = 8080;

    public PlatformSettings {
        allowedFolders = List.copyOf(allowedFolders);
        services = List.copyOf(services);
    }

    /** What the platform of this home was started with, or the defaults. */
    public static PlatformSettings of(Home home) throws IOException {
        return load(home).orElseGet(PlatformSettings::defaults);
    }

    static PlatformSettings defaults() {
        var examples = Installation.current().root().resolve("examples").toString();
        return new PlatformSettings(DEFAULT_PORT_BASE, List.of(examples), Part.services());
    }

    /** PostgreSQL, S3 and the chosen services. */
    List<Part> parts() {
        return Arrays.stream(Part.values())
                .filter(part -> !part.isService() || services.contains(part))
                .toList();
    }

    static Optional<PlatformSettings> load(Home home) throws IOException {
        return Json.read(home.settings(), PlatformSettings.class);
    }

    void save(Home home) throws IOException {
        Json.write(home.settings(), this);
    }
}
