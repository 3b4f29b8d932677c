package dev.millrace.kit.web;

import dev.millrace.contracts.failure.Failure;
import dev.millrace.contracts.failure.FailureCode;
import java.io.IOException;

/** A request body went over its limit while it was read. */
class BodyTooLargeException extends IOException {

    private final long limit;

    BodyTooLargeException(long limit) {
        super("the body is larger than " + limit + " bytes");
        this.limit = limit;
    }

    Failure failure() {
        return new Failure(
                FailureCode.BODY_TOO_LARGE,
                "The body is larger than the %d bytes that this operation takes (setting millrace.http.max-body)."
                        .formatted(limit));
    }
}
