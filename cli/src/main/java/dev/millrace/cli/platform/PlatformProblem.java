package dev.millrace.cli.platform;

/** The platform cannot do what was asked; the message is one sentence for a person. */
public final class PlatformProblem extends RuntimeException {

    public PlatformProblem(String message) {
        super(message);
    }
}
