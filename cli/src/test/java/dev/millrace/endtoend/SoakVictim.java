package dev.millrace.endtoend;

import dev.millrace.cli.platform.Part;
import java.io.IOException;
import java.time.Duration;

/** An orchestrator that faults are injected into. */
interface SoakVictim {

    /** Whoever asks a frozen one asks another soon. */
    Duration PATIENCE = Duration.ofSeconds(1);

    String name();

    int port();

    long pid();

    /** Starts it again if it is dead. */
    void revive() throws IOException;

    default Http http() {
        return new Http(port(), PATIENCE);
    }

    default boolean isReady() {
        try {
            return http().get("/actuator/health/readiness").status() == 200;
        } catch (java.io.UncheckedIOException away) {
            return false;
        }
    }

    /** The platform's own, which its supervisor revives. */
    record Supervised(LivePlatform platform) implements SoakVictim {

        @Override
        public String name() {
            return "supervised";
        }

        @Override
        public int port() {
            return platform.port(Part.ORCHESTRATOR);
        }

        @Override
        public long pid() {
            return platform.processes().require(Part.ORCHESTRATOR);
        }

        @Override
        public void revive() {}
    }
}
