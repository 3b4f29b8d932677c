package dev.millrace.cli.platform;

import java.io.IOException;
import java.util.Optional;

/** How one part is started, asked whether it answers, and asked to stop. */
interface PartProcess {

    String name();

    int port();

    /** Whether it must answer before the others are started. */
    boolean isFoundation();

    Process start() throws IOException, InterruptedException;

    /** Empty when it answers; otherwise what it said. */
    Optional<String> problem();

    default Stopping.Signal stopSignal() {
        return Stopping.Signal.TERM;
    }
}
