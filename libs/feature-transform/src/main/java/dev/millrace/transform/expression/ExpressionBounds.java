package dev.millrace.transform.expression;

/** Limits on what is handed to the parser, so that a hostile expression costs nothing. */
final class ExpressionBounds {

    static final int LENGTH = 10_000;
    static final int PARENTHESES = 50;
    static final int DEPTH = 500;

    private ExpressionBounds() {}

    static void check(String text) {
        if (text.isBlank()) {
            throw new InvalidExpression("the expression is empty");
        }
        if (text.length() > LENGTH) {
            throw new InvalidExpression(
                    "the expression has %,d characters; at most %,d are allowed"
                            .formatted(text.length(), LENGTH));
        }
        int open = 0;
        for (int i = 0; i < text.length(); i++) {
            open += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
            if (open > PARENTHESES) {
                throw tooDeep();
            }
        }
    }

    static InvalidExpression tooDeep() {
        return new InvalidExpression(
                "the expression nests too deeply: at most %d parentheses or %d operators in a chain"
                        .formatted(PARENTHESES, DEPTH));
    }
}
