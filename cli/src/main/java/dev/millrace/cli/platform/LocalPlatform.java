package dev.millrace.cli.platform;

import dev.millrace.cli.platform.PlatformState.PartState;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Starts, finds and stops the platform of one home. */
public final class LocalPlatform {

    private static final Duration DOWN_WITHIN = Duration.ofSeconds(60);
    private static final Duration SERVICE_GRACE = Duration.ofSeconds(15);

    private final Home home;
    private final Installation installation;

    public LocalPlatform(Home home, Installation installation) {
        this.home = home;
        this.installation = installation;
    }

    public Home home() {
        return home;
    }

    /** What the supervisor last wrote, where one is alive. */
    public Optional<PlatformState> running() throws IOException {
        return PlatformState.load(home).filter(state -> state.supervisor().isAlive());
    }

    /** What was last known, where the supervisor or anything that it left is alive. */
    public Optional<PlatformState> lastKnown() throws IOException {
        var isAlive = running().isPresent() || !survivors().isEmpty();
        return isAlive ? PlatformState.load(home) : Optional.empty();
    }

    /**
     * Returns once every part answers; starts, adopts or repairs what is needed for that. Nothing
     * is started when a port is taken.
     */
    public PlatformState up(PlatformSettings settings, Consumer<String> progress)
            throws IOException, InterruptedException {
        home.create();
        try (var channel = lockFile();
                var lock = channel.lock()) {
            requireJars(settings);
            var running = running();
            if (running.isPresent() && isOutdated(running.get(), settings)) {
                progress.accept("The build or the settings are newer than what runs: restarting");
                stopEverything(progress);
                running = Optional.empty();
            }
            if (running.isEmpty()) {
                stopOutdatedSurvivors(settings, progress);
                requireFreePorts(settings);
                settings.save(home);
                new SupervisorLauncher(home, installation).start();
            }
        }
        return new Readiness(home).await(settings, progress);
    }

    /** Stops what runs; false if nothing did. */
    public boolean down(Consumer<String> progress) throws IOException, InterruptedException {
        if (!Files.isDirectory(home.folder())) {
            return false;
        }
        try (var channel = lockFile();
                var lock = channel.lock()) {
            return stopEverything(progress);
        }
    }

    private FileChannel lockFile() throws IOException {
        return FileChannel.open(home.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private boolean stopEverything(Consumer<String> progress)
            throws IOException, InterruptedException {
        var running = running();
        if (running.isPresent()) {
            var supervisor = running.get().supervisor();
            progress.accept("Stopping the services, then S3 and PostgreSQL");
            Stopping.stop(List.of(supervisor), Stopping.Signal.TERM, DOWN_WITHIN);
        }
        // After a supervisor that was killed, or did not finish in time.
        var survivors = survivors();
        stopSurvivors(survivors);
        PostgresSurvivor.stop(home.postgresData());
        Files.deleteIfExists(home.state());
        Files.deleteIfExists(home.settings());
        return running.isPresent() || !survivors.isEmpty();
    }

    private List<PartState> survivors() throws IOException {
        return PlatformState.load(home).map(PlatformState::parts).orElse(List.of()).stream()
                .filter(part -> part.process() != null && part.process().isAlive())
                .toList();
    }

    /** Services go before what they stand on. */
    private static void stopSurvivors(List<PartState> survivors) throws InterruptedException {
        var services = new ArrayList<ProcessIdentity>();
        var foundations = new ArrayList<ProcessIdentity>();
        for (var part : survivors) {
            var isService = Part.named(part.name()).map(Part::isService).orElse(true);
            var process = part.process();
            if (process != null && !part.name().equals(Part.POSTGRES.label())) {
                (isService ? services : foundations).add(process);
            }
        }
        Stopping.stop(services, Stopping.Signal.TERM, SERVICE_GRACE);
        Stopping.stop(foundations, Stopping.Signal.TERM, SERVICE_GRACE);
    }

    /** What a killed supervisor left is adopted, unless it is not what is wanted now. */
    private void stopOutdatedSurvivors(PlatformSettings settings, Consumer<String> progress)
            throws IOException, InterruptedException {
        var left = PlatformState.load(home);
        if (left.isPresent() && isOutdated(left.get(), settings)) {
            stopEverything(progress);
        }
    }

    private boolean isOutdated(PlatformState state, PlatformSettings settings) throws IOException {
        var newest = installation.newestJar(settings.services()).toInstant();
        return newest.isAfter(state.startedAt())
                || !PlatformSettings.load(home).equals(Optional.of(settings));
    }

    private void requireJars(PlatformSettings settings) {
        var missing = installation.missing(settings.services());
        if (!missing.isEmpty()) {
            throw new PlatformProblem(
                    "%s is missing: the repository is not built completely; run ./millrace, which builds it"
                            .formatted(missing.getFirst()));
        }
    }

    private void requireFreePorts(PlatformSettings settings) throws IOException {
        var survivors = survivors().stream().map(PartState::port).toList();
        for (var part : settings.parts()) {
            var port = part.port(settings.portBase());
            if (!survivors.contains(port) && !Ports.isFree(port)) {
                throw new PlatformProblem(Ports.taken(port, part.label()));
            }
        }
    }
}
