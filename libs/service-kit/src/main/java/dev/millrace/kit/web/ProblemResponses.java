package dev.millrace.kit.web;

import dev.millrace.contracts.failure.Failure;
import dev.millrace.contracts.failure.FailureCategory;
import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.Mistake;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** The one place where failures become responses, and where unexpected ones are logged. */
@RestControllerAdvice
class ProblemResponses extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemResponses.class);

    @ExceptionHandler
    ResponseEntity<Object> handle(Exception thrown) {
        Failure failure = Failures.of(thrown);
        if (failure.code().category() == FailureCategory.INTERNAL) {
            log.error("A request failed unexpectedly.", thrown);
        } else if (failure.code().category() == FailureCategory.UPSTREAM) {
            log.warn("A request failed: {}", failure.message());
        }
        return Problems.response(failure);
    }

    @ExceptionHandler
    ResponseEntity<Object> handle(MethodArgumentTypeMismatchException mismatch) {
        String wanted =
                mismatch.getRequiredType() == null
                        ? "another type"
                        : mismatch.getRequiredType().getSimpleName();
        return invalid(
                List.of(
                        Mistake.in(
                                mismatch.getName(),
                                "\"%s\" is not of type %s"
                                        .formatted(mismatch.getValue(), wanted))));
    }

    @Override
    protected ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException invalid,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        List<Mistake> mistakes = new ArrayList<>();
        invalid.getFieldErrors()
                .forEach(error ->
                        mistakes.add(
                                Mistake.in(
                                        error.getField(),
                                        String.valueOf(error.getDefaultMessage()))));
        invalid.getGlobalErrors()
                .forEach(error ->
                        mistakes.add(Mistake.in("", String.valueOf(error.getDefaultMessage()))));
        return invalid(mistakes);
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException unreadable,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        for (Throwable cause = unreadable; cause != null; cause = cause.getCause()) {
            if (cause instanceof BodyTooLargeException tooLarge) {
                return Problems.response(tooLarge.failure());
            }
        }
        return invalid(List.of(JsonMistakes.of(unreadable)));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception thrown,
            @Nullable Object body,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        FailureCode code =
                switch (status.value()) {
                    case 404, 405 -> FailureCode.OPERATION_NOT_FOUND;
                    case 413 -> FailureCode.BODY_TOO_LARGE;
                    default ->
                            status.is4xxClientError()
                                    ? FailureCode.INVALID_REQUEST
                                    : FailureCode.INTERNAL_ERROR;
                };
        if (code == FailureCode.INTERNAL_ERROR) {
            return handle(thrown);
        }
        var problem = Problems.detail(new Failure(code, String.valueOf(thrown.getMessage())));
        problem.setStatus(status.value());
        return new ResponseEntity<>(problem, headers, status);
    }

    private static ResponseEntity<Object> invalid(List<Mistake> mistakes) {
        Mistake first = mistakes.getFirst();
        String message =
                mistakes.size() == 1
                        ? "The request is not valid: %s %s"
                                .formatted(first.field(), first.message())
                                .strip()
                        : "The request has %d mistakes; the first: %s %s"
                                .formatted(mistakes.size(), first.field(), first.message());
        return Problems.response(new Failure(FailureCode.INVALID_REQUEST, message, mistakes));
    }
}
