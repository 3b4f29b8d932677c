package dev.millrace.transform.expression;

/** An expression that cannot be compiled; the message says where and what would be right. */
public final class InvalidExpression extends RuntimeException {

    private final String explanation;

    InvalidExpression(String explanation) {
        super(explanation, null, false, false);
        this.explanation = explanation;
    }

    /** The message, which is never null. */
    public String explanation() {
        return explanation;
    }
}
