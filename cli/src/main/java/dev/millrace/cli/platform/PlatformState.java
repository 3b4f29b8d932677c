package dev.millrace.cli.platform;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the supervisor last wrote about itself and its parts: {@code platform.json}. */
public record PlatformState(
        ProcessIdentity supervisor, int portBase, Instant startedAt, List<PartState> parts) {

    public PlatformState {
        parts = List.copyOf(parts);
    }

    /** How a part is. */
    public enum Health {
        /** Waits for the parts that it needs. */
        WAITING,
        /** Runs, but does not answer yet, or no longer. */
        STARTING,
        UP,
        /** Has ended, and will be started again after a pause. */
        RESTARTING,
        STOPPED
    }

    /**
     * A part.
     *
     * @param process null while none runs
     * @param restarts how often it was started again since the supervisor started
     * @param message why it is not up, where it is not
     */
    public record PartState(
            String name,
            int port,
            Health health,
            @Nullable ProcessIdentity process,
            int restarts,
            String message) {}

    public static Optional<PlatformState> load(Home home) throws IOException {
        return Json.read(home.state(), PlatformState.class);
    }

    void save(Home home) throws IOException {
        Json.write(home.state(), this);
    }

    boolean allUp() {
        return parts.stream().allMatch(part -> part.health() == Health.UP);
    }

    Optional<PartState> part(String name) {
        return parts.stream().filter(part -> part.name().equals(name)).findFirst();
    }
}
