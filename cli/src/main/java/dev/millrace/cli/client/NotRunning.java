package dev.millrace.cli.client;

/** The platform, or a part of it, does not answer; the message says what to do. */
public final class NotRunning extends RuntimeException {

    public NotRunning(String message) {
        super(message);
    }
}
