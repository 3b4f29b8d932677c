package dev.millrace.transform.expression;

import static dev.millrace.transform.expression.Node.call;

import dev.millrace.transform.ColumnType;
import dev.millrace.transform.expression.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * From words to {@link Node}, by recursive descent with Spark's precedence: OR, AND, NOT, then IS /
 * IN / BETWEEN, comparisons, + - ||, * / %, signs. Its time grows with the length of the text and
 * with nothing else.
 */
final class ExpressionParser {

    private static final int DEEPEST = 100;

    private static final Set<String> RESERVED =
            Set.of(
                    "and", "or", "not", "in", "is", "null", "between", "case", "when", "then",
                    "else", "end", "as", "true", "false");

    private final TokenStream tokens;
    private int depth;

    private ExpressionParser(TokenStream tokens) {
        this.tokens = tokens;
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

    private Node expression() {
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
            enter();
            var node = call("not", negation());
            depth--;
            return node;
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
        arguments.addAll(listUntilParenthesis());
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
        var node = signed();
        var operator = tokens.takeAny("*", "/", "%");
        while (operator != null) {
            node = call(operator, node, signed());
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

    private Node signed() {
        var sign = tokens.takeAny("-", "+");
        if (sign == null) {
            return primary();
        }
        if (sign.equals("-") && tokens.next().kind() == Kind.NUMBER) {
            return Literals.number("-" + tokens.take().text());
        }
        enter();
        var node = call(sign.equals("-") ? "negative" : "positive", signed());
        depth--;
        return node;
    }

    private Node primary() {
        enter();
        var token = tokens.take();
        var node =
                switch (token.kind()) {
                    case NUMBER -> Literals.number(token.text());
                    case TEXT -> new Node.Literal(ColumnType.STRING, token.text());
                    case QUOTED_NAME -> new Node.ColumnReference(token.text());
                    case NAME -> named(token);
                    case SYMBOL, END -> parenthesized(token);
                };
        depth--;
        return node;
    }

    private Node parenthesized(Token open) {
        if (!open.is("(")) {
            throw TokenStream.unexpected(open, "a value");
        }
        var node = expression();
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
        var value = expression();
        tokens.expect("as");
        var type = Casts.typeNamed(tokens.take().text());
        tokens.expect(")");
        return new Node.Cast(value, type);
    }

    private List<Node> listUntilParenthesis() {
        if (tokens.take(")")) {
            return List.of();
        }
        var list = new ArrayList<Node>();
        do {
            list.add(expression());
        } while (tokens.take(","));
        tokens.expect(")");
        return list;
    }

    /** {@code case when a then x when b then y else z end} is {@code if(a, x, if(b, y, z))}. */
    private Node choice() {
        var subject = tokens.next().is("when") ? null : expression();
        var conditions = new ArrayList<Node>();
        var results = new ArrayList<Node>();
        tokens.expect("when");
        do {
            var when = expression();
            conditions.add(subject == null ? when : call("=", subject, when));
            tokens.expect("then");
            results.add(expression());
        } while (tokens.take("when"));
        Node result = tokens.take("else") ? expression() : new Node.Literal(null, null);
        tokens.expect("end");
        for (int i = conditions.size() - 1; i >= 0; i--) {
            result = call("if", conditions.get(i), results.get(i), result);
        }
        return result;
    }

    private static Node negatedIf(boolean negated, Node node) {
        return negated ? call("not", node) : node;
    }

    private void enter() {
        if (++depth > DEEPEST) {
            throw new InvalidExpression(
                    "the expression nests too deeply: more than %d levels".formatted(DEEPEST));
        }
    }
}
