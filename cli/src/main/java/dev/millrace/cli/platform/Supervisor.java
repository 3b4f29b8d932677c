package dev.millrace.cli.platform;

import dev.millrace.cli.platform.PlatformState.PartState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The process that outlives {@code millrace up}: it owns the parts, restarts what dies, keeps
 * {@code platform.json} true, and ends with SIGTERM, taking the parts with it.
 */
public final class Supervisor {

    private static final Duration SERVICE_GRACE = Duration.ofSeconds(20);
    private static final Duration STORE_GRACE = Duration.ofSeconds(10);
    private static final Duration LOG_CHECK = Duration.ofSeconds(5);

    private final Home home;
    private final int portBase;
    private final Instant startedAt;
    private final List<Supervised> parts;

    Supervisor(Home home, int portBase, List<PartProcess> processes, Clock clock)
            throws IOException {
        this.home = home;
        this.portBase = portBase;
        this.startedAt = clock.instant();
        var before = PlatformState.load(home);
        this.parts =
                processes.stream()
                        .map(part -> new Supervised(part, survivor(before, part), this::save))
                        .toList();
    }

    /** Arguments: the home. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var home = new Home(java.nio.file.Path.of(arguments[0]));
        var settings = PlatformSettings.load(home).orElseThrow();
        var processes = LocalParts.of(home, Installation.current(), settings);
        new Supervisor(home, settings.portBase(), processes, Clock.systemUTC()).run();
    }

    /** Runs until the process is told to end. */
    void run() throws InterruptedException {
        start();
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
        var logs = new LogFiles(home);
        while (true) {
            Stopping.pause(LOG_CHECK);
            logs.shorten();
        }
    }

    void start() {
        save();
        parts.stream().filter(part -> part.part().isFoundation()).forEach(Supervisor::launch);
        Thread.ofVirtual().start(this::startServicesOnFoundations);
    }

    private void startServicesOnFoundations() {
        try {
            for (var part : parts) {
                if (part.part().isFoundation()) {
                    part.awaitUp();
                }
            }
            parts.stream().filter(part -> !part.part().isFoundation()).forEach(Supervisor::launch);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void launch(Supervised part) {
        Thread.ofPlatform().name(part.part().name()).daemon().start(part);
    }

    /** Services first, then what they stand on, so that they can put their work away. */
    void stop() {
        log("stopping");
        parts.forEach(Supervised::stopStarting);
        try {
            stopParts(parts.stream().filter(part -> !part.part().isFoundation()).toList());
            stopParts(parts.stream().filter(part -> part.part().isFoundation()).toList());
            Files.deleteIfExists(home.state());
            log("stopped");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void stopParts(List<Supervised> some) throws InterruptedException {
        for (var signal : Stopping.Signal.values()) {
            var processes = new ArrayList<ProcessIdentity>();
            for (var part : some) {
                if (part.part().stopSignal() == signal) {
                    Optional.ofNullable(part.state().process()).ifPresent(processes::add);
                }
            }
            Stopping.stop(
                    processes,
                    signal,
                    signal == Stopping.Signal.TERM ? SERVICE_GRACE : STORE_GRACE);
        }
    }

    private synchronized void save() {
        try {
            var states = parts.stream().map(Supervised::state).toList();
            new PlatformState(ProcessIdentity.self(), portBase, startedAt, states).save(home);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not write " + home.state(), e);
        }
    }

    private static @Nullable ProcessIdentity survivor(
            Optional<PlatformState> before, PartProcess part) {
        return before.flatMap(state -> state.part(part.name()))
                .map(PartState::process)
                .filter(ProcessIdentity::isAlive)
                .orElse(null);
    }

    static void log(String format, Object... arguments) {
        System.out.println(Clock.systemUTC().instant() + " " + format.formatted(arguments));
    }
}
