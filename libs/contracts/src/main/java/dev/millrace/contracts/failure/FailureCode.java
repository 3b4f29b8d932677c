package dev.millrace.contracts.failure;

import static dev.millrace.contracts.failure.FailureCategory.CONFLICT;
import static dev.millrace.contracts.failure.FailureCategory.EXHAUSTED;
import static dev.millrace.contracts.failure.FailureCategory.INTERNAL;
import static dev.millrace.contracts.failure.FailureCategory.NOT_FOUND;
import static dev.millrace.contracts.failure.FailureCategory.UPSTREAM;
import static dev.millrace.contracts.failure.FailureCategory.USER_ERROR;

/** Every way in which the platform says no. A code is stable: programs may branch on it. */
public enum FailureCode {
    INVALID_REQUEST(USER_ERROR),
    BODY_TOO_LARGE(USER_ERROR, 413),
    INVALID_PIPELINE(USER_ERROR),
    INVALID_RECIPE(USER_ERROR),
    INVALID_NETWORK(USER_ERROR),
    /** The bytes of a source are not what the options say: encoding, ragged rows, types. */
    INVALID_DATA(USER_ERROR, 422),
    SOURCE_NOT_FOUND(USER_ERROR, 422),
    /** The source lies outside what this installation may read. */
    SOURCE_REFUSED(USER_ERROR, 422),
    /** The data is well-formed, but nothing can be learned from it. */
    UNTRAINABLE_DATA(USER_ERROR, 422),
    /** The loss became NaN or infinite. */
    DIVERGED(USER_ERROR, 422),
    /** A GPU was asked for, and none can be used. */
    DEVICE_NOT_FOUND(USER_ERROR, 422),
    /** A model was not good enough for a gate that its pipeline sets. */
    GATE_CLOSED(USER_ERROR, 422),
    /** The run that a step started did not succeed. */
    CHILD_FAILED(USER_ERROR, 422),
    /** Something outside the platform, called by a step, said no for good. */
    CALL_REFUSED(USER_ERROR, 422),
    /** A step's work, done outside the platform, said that it failed. */
    WORK_FAILED(USER_ERROR, 422),
    /** More items of a map failed than may. */
    ITEMS_FAILED(USER_ERROR, 422),
    /** A person who was asked said no. */
    REJECTED(USER_ERROR, 422),
    /** Only certain people may do that. */
    NOT_ALLOWED(USER_ERROR, 403),

    DATASET_NOT_FOUND(NOT_FOUND),
    PREPARED_DATA_NOT_FOUND(NOT_FOUND),
    MODEL_NOT_FOUND(NOT_FOUND),
    EXPERIMENT_NOT_FOUND(NOT_FOUND),
    ARTIFACT_NOT_FOUND(NOT_FOUND),
    ENDPOINT_NOT_FOUND(NOT_FOUND),
    PIPELINE_NOT_FOUND(NOT_FOUND),
    RUN_NOT_FOUND(NOT_FOUND),
    /** There is no such schedule, or it has no such backfill. */
    SCHEDULE_NOT_FOUND(NOT_FOUND),
    TRIGGER_NOT_FOUND(NOT_FOUND),
    STEP_NOT_FOUND(NOT_FOUND),
    POOL_NOT_FOUND(NOT_FOUND),
    JOB_NOT_FOUND(NOT_FOUND),
    /** No operation has this path or method. */
    OPERATION_NOT_FOUND(NOT_FOUND),

    IDEMPOTENCY_KEY_REUSED(CONFLICT),
    STILL_REFERENCED(CONFLICT),
    /** The name is taken. */
    ALREADY_EXISTS(CONFLICT),
    /**
     * The version was registered through MLflow's API: the platform cannot serve or describe it.
     */
    MODEL_EXTERNAL(CONFLICT),
    ALREADY_ENDED(CONFLICT),
    /** The stored model does not match its transform or its golden rows; it is not served. */
    MODEL_NOT_VERIFIED(CONFLICT),

    TOO_MANY_REQUESTS(EXHAUSTED),
    TIMED_OUT(EXHAUSTED, 504),

    DATABASE_UNAVAILABLE(UPSTREAM),
    STORE_UNAVAILABLE(UPSTREAM),
    SERVICE_UNAVAILABLE(UPSTREAM),
    ENDPOINT_NOT_READY(UPSTREAM),
    /** A worker process ended without a result. */
    WORKER_LOST(UPSTREAM),

    INTERNAL_ERROR(INTERNAL);

    private final FailureCategory category;
    private final int status;

    FailureCode(FailureCategory category) {
        this(category, category.status());
    }

    FailureCode(FailureCategory category, int status) {
        this.category = category;
        this.status = status;
    }

    public FailureCategory category() {
        return category;
    }

    /** The HTTP status that carries this failure. */
    public int status() {
        return status;
    }

    /** Whether the same request may succeed later without being changed. */
    public boolean retryable() {
        return switch (category) {
            case EXHAUSTED, UPSTREAM, INTERNAL -> true;
            case USER_ERROR, NOT_FOUND, CONFLICT -> false;
        };
    }
}
