package dev.millrace.orchestrator.task;

import java.net.URI;
import java.time.Duration;

/** Reads what services of others say, where this installation lets steps call them. */
public interface WebReads {

    /** What came back. */
    record Answer(int status, byte[] content) {}

    /**
     * Asks with GET, once and without redirects.
     *
     * @param longest for the whole answer
     * @param maxBytes of its body
     */
    Answer get(URI address, Duration longest, int maxBytes);
}
