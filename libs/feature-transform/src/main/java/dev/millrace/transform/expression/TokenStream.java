package dev.millrace.transform.expression;

import dev.millrace.transform.expression.Token.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The words of an expression, taken one by one. */
final class TokenStream {

    private final List<Token> tokens;
    private int at;

    TokenStream(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token next() {
        return tokens.get(at);
    }

    /** Takes the next word, whatever it is; the end can be taken again and again. */
    Token take() {
        var token = next();
        at = Math.min(at + 1, tokens.size() - 1);
        return token;
    }

    /** Takes the next word if it is that one. */
    boolean take(String word) {
        if (!next().is(word)) {
            return false;
        }
        take();
        return true;
    }

    /** Takes the next word if it is one of these symbols. */
    @Nullable String takeAny(String... symbols) {
        for (var symbol : symbols) {
            if (take(symbol)) {
                return symbol;
            }
        }
        return null;
    }

    void expect(String word) {
        if (!take(word)) {
            throw expected(word);
        }
    }

    void expectEnd() {
        if (next().kind() != Kind.END) {
            throw expected("an operator or the end");
        }
    }

    InvalidExpression expected(String wanted) {
        return unexpected(next(), wanted);
    }

    static InvalidExpression unexpected(Token found, String wanted) {
        return new InvalidExpression(
                "cannot be parsed at position %d: expected %s, found %s"
                        .formatted(found.position(), wanted, found.shown()));
    }
}
