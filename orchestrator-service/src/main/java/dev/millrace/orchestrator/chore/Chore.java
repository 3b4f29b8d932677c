package dev.millrace.orchestrator.chore;

import java.time.Duration;

/**
 * Something that is done again and again by every instance; rows and their locks share the work
 * out. It says by an exception that it failed, and is tried again after the next pause.
 */
public interface Chore {

    /** As in: could not … */
    String purpose();

    /** Between the end of one time and the beginning of the next. */
    Duration pause();

    /** Ends soon after its thread is interrupted. */
    void run() throws InterruptedException;
}
