package dev.millrace.transform.expression;

/** An expression that cannot be compiled; the message says where and what would be right. */
public final class InvalidExpression extends RuntimeException {

    private static final int LONGEST = 800; // names and numbers in it come from anyone

    private final String explanation;

    InvalidExpression(String explanation) {
        super(shortened(explanation), null, false, false);
        this.explanation = shortened(explanation);
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    /** The message, which is never null. */
    public String explanation() {
        return explanation;
    }
}
