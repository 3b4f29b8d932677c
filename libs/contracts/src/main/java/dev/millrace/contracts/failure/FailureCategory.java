package dev.millrace.contracts.failure;

/** Whose fault a failure is, with the HTTP status that says so by default. */
public enum FailureCategory {
    /** The request or its data is wrong; repeating it unchanged fails again. */
    USER_ERROR(400),
    NOT_FOUND(404),
    /** The request is right, but the present state refuses it. */
    CONFLICT(409),
    /** A bound was reached; the same request may succeed later. */
    EXHAUSTED(429),
    /** Something that the service depends on is away. */
    UPSTREAM(503),
    /** A defect or a crash on our side. */
    INTERNAL(500);

    private final int status;

    FailureCategory(int status) {
        this.status = status;
    }

    public int status() {
        return status;
    }
}
