package dev.millrace.transform.expression;

import static dev.millrace.transform.expression.Node.call;

import dev.millrace.transform.ColumnType;
import dev.millrace.transform.expression.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The part of the grammar that binds tightest: signs, constants, columns, functions, CASE, CAST.
 */
final class ValueParser {

    private static final Set<String> RESERVED =
            Set.of(
                    "and", "or", "not", "in", "is", "null", "between", "case", "when", "then",
                    "else", "end", "as", "true", "false");

    private final TokenStream tokens;
    private final Nesting nesting;
    private final ExpressionParser whole;

    ValueParser(TokenStream tokens, Nesting nesting, ExpressionParser whole) {
        this.tokens = tokens;
        this.nesting = nesting;
        this.whole = whole;
    }

    Node signed() {
        var sign = tokens.takeAny("-", "+");
        if (sign == null) {
            return primary();
        }
        if (sign.equals("-") && tokens.next().kind() == Kind.NUMBER) {
            return Literals.number("-" + tokens.take().text());
        }
        return call(sign.equals("-") ? "negative" : "positive", nesting.within(this::signed));
    }

    private Node primary() {
        return nesting.within(() -> value(tokens.take()));
    }

    private Node value(Token token) {
        return switch (token.kind()) {
            case NUMBER -> Literals.number(token.text());
            case TEXT -> new Node.Literal(ColumnType.STRING, token.text());
            case QUOTED_NAME -> new Node.ColumnReference(token.text());
            case NAME -> named(token);
            case SYMBOL, END -> parenthesized(token);
        };
    }

    private Node parenthesized(Token open) {
        if (!open.is("(")) {
            throw TokenStream.unexpected(open, "a value");
        }
        var node = whole.expression();
        tokens.expect(")");
        return node;
    }

    private Node named(Token name) {
        if (name.is("true") || name.is("false")) {
            return new Node.Literal(ColumnType.BOOLEAN, name.is("true"));
        }
        if (name.is("null")) {
            return new Node.Literal(null, null);
        }
        if (name.is("case")) {
            return choice();
        }
        if (RESERVED.contains(name.text().toLowerCase(Locale.ROOT))) {
            throw TokenStream.unexpected(
                    name, "a value (a column of that name goes into backticks)");
        }
        if (name.is("date") && tokens.next().kind() == Kind.TEXT) {
            return new Node.Cast(primary(), ColumnType.DATE);
        }
        return tokens.take("(") ? function(name) : new Node.ColumnReference(name.text());
    }

    private Node function(Token name) {
        if (name.is("cast")) {
            return cast();
        }
        var arguments = listUntilParenthesis();
        return new Node.Call(Functions.checked(name.text(), arguments.size()), arguments);
    }

    private Node cast() {
        var value = whole.expression();
        tokens.expect("as");
        var type = Casts.typeNamed(tokens.take().text());
        tokens.expect(")");
        return new Node.Cast(value, type);
    }

    List<Node> listUntilParenthesis() {
        if (tokens.take(")")) {
            return List.of();
        }
        var list = new ArrayList<Node>();
        do {
            list.add(whole.expression());
        } while (tokens.take(","));
        tokens.expect(")");
        return list;
    }

    /** {@code case when a then x when b then y else z end} is {@code if(a, x, if(b, y, z))}. */
    private Node choice() {
        var subject = tokens.next().is("when") ? null : whole.expression();
        var conditions = new ArrayList<Node>();
        var results = new ArrayList<Node>();
        tokens.expect("when");
        do {
            var when = whole.expression();
            conditions.add(subject == null ? when : call("=", subject, when));
            tokens.expect("then");
            results.add(whole.expression());
        } while (tokens.take("when"));
        Node result = tokens.take("else") ? whole.expression() : new Node.Literal(null, null);
        tokens.expect("end");
        for (int i = conditions.size() - 1; i >= 0; i--) {
            result = call("if", conditions.get(i), results.get(i), result);
        }
        return result;
    }
}
