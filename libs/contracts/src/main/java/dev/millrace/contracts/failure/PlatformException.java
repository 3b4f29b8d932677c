package dev.millrace.contracts.failure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one exception that carries a {@link Failure}; any service that meets it renders it the same
 * way.
 */
public final class PlatformException extends RuntimeException {

    private final transient Failure failure;

    public PlatformException(FailureCode code, String message) {
        this(new Failure(code, message), null);
    }

    public PlatformException(FailureCode code, String message, List<Mistake> mistakes) {
        this(new Failure(code, message, mistakes), null);
    }

    public PlatformException(FailureCode code, String message, Throwable cause) {
        this(new Failure(code, message), cause);
    }

    public PlatformException(Failure failure, @Nullable Throwable cause) {
        super(failure.message(), cause);
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }

    public FailureCode code() {
        return failure.code();
    }
}
