package dev.millrace.training.launch;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Brings workers to life, wherever they run: as child processes of this service, for now. */
interface Launcher {

    /**
     * @param gpu the only GPU that the worker may see; null for whatever there is
     */
    LaunchedWorker launch(@Nullable Integer gpu) throws IOException;
}
