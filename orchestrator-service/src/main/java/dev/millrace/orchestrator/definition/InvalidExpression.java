package dev.millrace.orchestrator.definition;

/** A reference or a condition that cannot be read; the message says what would be right. */
public final class InvalidExpression extends Exception {

    private final String problem;

    InvalidExpression(String problem) {
        super(problem);
        this.problem = problem;
    }

    String problem() {
        return problem;
    }
}
