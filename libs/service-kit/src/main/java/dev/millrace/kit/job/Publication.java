package dev.millrace.kit.job;

import java.util.Map;

/**
 * Makes a job's outcome visible, all at once: its row writes commit together with the job's end.
 */
@FunctionalInterface
public interface Publication {

    /** Writes rows and answers the job's result. */
    Map<String, Object> publish();
}
