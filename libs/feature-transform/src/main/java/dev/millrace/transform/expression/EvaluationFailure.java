package dev.millrace.transform.expression;

/** A row for which an expression has no value: a division by zero, an overflow, a failed cast. */
public final class EvaluationFailure extends RuntimeException {

    EvaluationFailure(String message) {
        super(message, null, false, false);
    }
}
