package dev.millrace.kit.job;

import java.util.Map;
import java.util.UUID;

/** One attempt of a job, as its handler sees it. May be used from several threads. */
public interface JobContext {

    UUID id();

    /** Counted from 1. */
    int attempt();

    /** Who asked for the job. */
    String principal();

    /** Key prefix for the objects of this attempt alone, ending with a slash. */
    String outputPrefix();

    /**
     * Tells how far the job is. Cheap: may be called often.
     *
     * @param share 0 to 1
     * @throws JobInterrupted if the job was cancelled or taken over
     */
    void progress(double share, String sentence);

    /** Appends an event; order is kept. Cheap like {@link #progress}. */
    void event(String type, Map<String, Object> data);

    /**
     * Asks the database.
     *
     * @throws JobInterrupted if the job was cancelled or taken over
     */
    void checkStillOurs();

    /**
     * Registers what ends the work at once when the job is cancelled or taken over; runs at most
     * once.
     */
    void onInterrupt(Runnable action);
}
