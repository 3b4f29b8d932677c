package dev.millrace.contracts.failure;

import java.util.List;

/**
 * What went wrong, as a value that can be stored, sent and counted.
 *
 * @param message one sentence for a person: what was wrong, where, and what would be right
 * @param mistakes every single mistake, where there are several or where they have a place
 */
public record Failure(FailureCode code, String message, List<Mistake> mistakes) {

    public Failure {
        mistakes = List.copyOf(mistakes);
    }

    public Failure(FailureCode code, String message) {
        this(code, message, List.of());
    }

    /** The same failure, to be thrown; rendered as problem details at the edge. */
    public PlatformException asException() {
        return new PlatformException(this, null);
    }
}
