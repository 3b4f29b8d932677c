package dev.millrace.kit.web;

import dev.millrace.contracts.failure.Failure;
import dev.millrace.contracts.failure.FailureCategory;
import java.net.URI;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** Failures as RFC 9457 problem details. */
final class Problems {

    private static final String RETRY_AFTER_SECONDS = "1";

    private Problems() {}

    static ResponseEntity<Object> response(Failure failure) {
        var response = ResponseEntity.status(failure.code().status());
        if (failure.code().category() == FailureCategory.EXHAUSTED
                || failure.code().category() == FailureCategory.UPSTREAM) {
            response.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return response.body(detail(failure));
    }

    static ProblemDetail detail(Failure failure) {
        ProblemDetail problem = ProblemDetail.forStatus(failure.code().status());
        problem.setType(
                URI.create(
                        "urn:millrace:failure:"
                                + failure.code()
                                        .name()
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', '-')));
        problem.setTitle(title(failure));
        problem.setDetail(failure.message());
        problem.setProperty("code", failure.code().name());
        problem.setProperty("retryable", failure.code().retryable());
        problem.setProperty("mistakes", failure.mistakes());
        return problem;
    }

    private static String title(Failure failure) {
        String words = failure.code().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
