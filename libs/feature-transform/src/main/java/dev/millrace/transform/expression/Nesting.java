package dev.millrace.transform.expression;

import java.util.function.Supplier;

/** Counts how deep the parser is, so that a hostile text cannot exhaust the stack. */
final class Nesting {

    private static final int DEEPEST = 100;

    private int depth;

    Node within(Supplier<Node> inner) {
        if (++depth > DEEPEST) {
            throw new InvalidExpression(
                    "the expression nests too deeply: more than %d levels".formatted(DEEPEST));
        }
        var node = inner.get();
        depth--;
        return node;
    }
}
