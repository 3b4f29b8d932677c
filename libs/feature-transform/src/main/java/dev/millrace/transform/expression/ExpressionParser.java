package dev.millrace.transform.expression;

import static dev.millrace.transform.expression.Node.call;

import java.util.ArrayList;
import java.util.List;

/**
 * From words to {@link Node}, by recursive descent with Spark's precedence: OR, AND, NOT, then IS /
 * IN / BETWEEN, comparisons, + - ||, * / %, signs. Its time grows with the length of the text and
 * with nothing else.
 */
final class ExpressionParser {

    private final TokenStream tokens;
    private final Nesting nesting = new Nesting();
    private final ValueParser values;

    private ExpressionParser(TokenStream tokens) {
        this.tokens = tokens;
        this.values = new ValueParser(tokens, nesting, this);
    }

    static Node parse(String text) {
        if (text.isBlank()) {
            throw new InvalidExpression("the expression is empty");
        }
        var parser = new ExpressionParser(new TokenStream(Lexer.tokens(text)));
        var node = parser.expression();
        parser.tokens.expectEnd();
        return node;
    }

    Node expression() {
        var node = conjunction();
        while (tokens.take("or")) {
            node = call("or", node, conjunction());
        }
        return node;
    }

    private Node conjunction() {
        var node = negation();
        while (tokens.take("and")) {
            node = call("and", node, negation());
        }
        return node;
    }

    private Node negation() {
        if (tokens.take("not") || tokens.take("!")) {
            return call("not", nesting.within(this::negation));
        }
        return predicate();
    }

    private Node predicate() {
        var value = comparison();
        if (tokens.take("is")) {
            boolean not = tokens.take("not");
            tokens.expect("null");
            return negatedIf(not, call("is null", value));
        }
        boolean not = tokens.take("not");
        if (tokens.take("in")) {
            return negatedIf(not, in(value));
        }
        if (tokens.take("between")) {
            return negatedIf(not, between(value));
        }
        if (not) {
            throw tokens.expected("in or between");
        }
        return value;
    }

    private Node in(Node value) {
        var arguments = new ArrayList<Node>();
        arguments.add(value);
        tokens.expect("(");
        arguments.addAll(values.listUntilParenthesis());
        if (arguments.size() == 1) {
            throw tokens.expected("a value");
        }
        return new Node.Call("in", List.copyOf(arguments));
    }

    private Node between(Node value) {
        var from = comparison();
        tokens.expect("and");
        return call("and", call(">=", value, from), call("<=", value, comparison()));
    }

    private Node comparison() {
        var node = sum();
        var operator = tokens.takeAny("=", "==", "<>", "!=", "<=", ">=", "<", ">");
        while (operator != null) {
            node = call(function(operator), node, sum());
            operator = tokens.takeAny("=", "==", "<>", "!=", "<=", ">=", "<", ">");
        }
        return node;
    }

    private Node sum() {
        var node = product();
        var operator = tokens.takeAny("+", "-", "||");
        while (operator != null) {
            node = call(function(operator), node, product());
            operator = tokens.takeAny("+", "-", "||");
        }
        return node;
    }

    private Node product() {
        var node = values.signed();
        var operator = tokens.takeAny("*", "/", "%");
        while (operator != null) {
            node = call(operator, node, values.signed());
            operator = tokens.takeAny("*", "/", "%");
        }
        return node;
    }

    /** Operators with a second spelling. */
    private static String function(String operator) {
        return switch (operator) {
            case "==" -> "=";
            case "!=" -> "<>";
            case "||" -> "concat";
            default -> operator;
        };
    }

    private static Node negatedIf(boolean negated, Node node) {
        return negated ? call("not", node) : node;
    }
}
