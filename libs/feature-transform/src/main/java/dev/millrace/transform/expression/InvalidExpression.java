package dev.millrace.transform.expression;

/** An expression that cannot be compiled; the message says where and what would be right. */
public final class InvalidExpression extends RuntimeException {

    InvalidExpression(String message) {
        super(message, null, false, false);
    }
}
