package dev.millrace.cli.platform;

import java.io.IOException;
import java.util.List;

/** The real parts of a local platform. */
final class LocalParts {

    private LocalParts() {}

    static List<PartProcess> of(Home home, Installation installation, PlatformSettings settings)
            throws IOException {
        var secrets = Secrets.of(home);
        return settings.parts().stream()
                .map(part -> process(part, home, installation, settings, secrets))
                .toList();
    }

    private static PartProcess process(
            Part part,
            Home home,
            Installation installation,
            PlatformSettings settings,
            Secrets secrets) {
        return switch (part) {
            case POSTGRES -> new PostgresProcess(home, part.port(settings.portBase()), secrets);
            case S3 ->
                    new StoreProcess(home, installation, part.port(settings.portBase()), secrets);
            case ORCHESTRATOR, INGEST, PREP, TRAINING, INFERENCE ->
                    new ServiceProcess(part, home, installation, settings, secrets);
        };
    }
}
