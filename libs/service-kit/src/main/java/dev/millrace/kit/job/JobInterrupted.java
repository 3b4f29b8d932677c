package dev.millrace.kit.job;

/** The job was cancelled, or another attempt of it runs: stop, and leave its row alone. */
public final class JobInterrupted extends RuntimeException {

    public JobInterrupted(String message) {
        super(message);
    }
}
