package dev.millrace.training.launch;

import dev.millrace.training.worker.WorkerReport;
import dev.millrace.training.worker.WorkerTask;
import java.net.URI;

/** Something that a worker is to do, and whom it concerns. */
public interface Errand {

    /**
     * @param reports where the worker reports
     */
    WorkerTask task(URI reports);

    /** Hears all reports but the outcome; may throw to end the errand. */
    void hear(WorkerReport report);

    /** Hears that the errand waits for a slot. */
    default void waits(String sentence) {}

    /** Whether a worker of its own does it, which then ends, and no worker that did others. */
    default boolean isAlone() {
        return false;
    }
}
