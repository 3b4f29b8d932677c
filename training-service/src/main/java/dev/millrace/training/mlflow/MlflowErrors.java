package dev.millrace.training.mlflow;

import dev.millrace.contracts.failure.Failure;
import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.kit.web.Failures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Failures in the form that MLflow's clients read. */
@RestControllerAdvice(basePackageClasses = MlflowErrors.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class MlflowErrors {

    private static final Logger log = LoggerFactory.getLogger(MlflowErrors.class);

    record Error(String errorCode, String message) implements MlflowMessage {}

    @ExceptionHandler
    ResponseEntity<Error> handle(Exception thrown) {
        if (thrown instanceof HttpRequestMethodNotSupportedException wrong) {
            return answer(404, "ENDPOINT_NOT_FOUND", String.valueOf(wrong.getMessage()));
        }
        var failure = Failures.of(thrown);
        if (failure.code() == FailureCode.INTERNAL_ERROR) {
            log.error("A call of MLflow's API failed unexpectedly.", thrown);
        }
        return answer(status(failure), errorCode(failure), failure.message());
    }

    private static ResponseEntity<Error> answer(int status, String code, String message) {
        return ResponseEntity.status(status).body(new Error(code, message));
    }

    private static String errorCode(Failure failure) {
        return switch (failure.code()) {
            case OPERATION_NOT_FOUND -> "ENDPOINT_NOT_FOUND";
            case ALREADY_EXISTS -> "RESOURCE_ALREADY_EXISTS";
            default ->
                    switch (failure.code().category()) {
                        case USER_ERROR -> "INVALID_PARAMETER_VALUE";
                        case NOT_FOUND -> "RESOURCE_DOES_NOT_EXIST";
                        case CONFLICT -> "INVALID_STATE";
                        case EXHAUSTED -> "REQUEST_LIMIT_EXCEEDED";
                        case UPSTREAM -> "TEMPORARILY_UNAVAILABLE";
                        case INTERNAL -> "INTERNAL_ERROR";
                    };
        };
    }

    /** MLflow says 400 where the platform says 409 or 422. */
    private static int status(Failure failure) {
        return switch (failure.code().category()) {
            case USER_ERROR, CONFLICT -> 400;
            case NOT_FOUND, EXHAUSTED, UPSTREAM, INTERNAL -> failure.code().category().status();
        };
    }
}
