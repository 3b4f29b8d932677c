package dev.millrace.kit.web;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.job.Headers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses keys that could not be kept: longer than an index of PostgreSQL takes, or empty, which
 * many callers would share.
 */
class IdempotencyKeyCheck implements HandlerInterceptor {

    private static final int LONGEST = 255;

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        var key = request.getHeader(Headers.IDEMPOTENCY_KEY);
        if (key != null && (key.isBlank() || key.length() > LONGEST)) {
            throw new PlatformException(
                    FailureCode.INVALID_REQUEST,
                    "The header Idempotency-Key has %d characters, but must have 1 to %d."
                            .formatted(key.strip().length(), LONGEST));
        }
        return true;
    }
}
