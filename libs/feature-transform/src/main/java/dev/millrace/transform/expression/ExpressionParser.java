package dev.millrace.transform.expression;

import dev.millrace.transform.ColumnType;
import java.util.ArrayList;
import java.util.List;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.expression.BinaryExpression;
import net.sf.jsqlparser.expression.BooleanValue;
import net.sf.jsqlparser.expression.CaseExpression;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.DoubleValue;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.NotExpression;
import net.sf.jsqlparser.expression.NullValue;
import net.sf.jsqlparser.expression.SignedExpression;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.TrimFunction;
import net.sf.jsqlparser.expression.operators.relational.Between;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.expression.operators.relational.InExpression;
import net.sf.jsqlparser.expression.operators.relational.IsNullExpression;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.schema.Column;

/** From text to {@link Node}: whatever the SQL parser knows beyond our subset is refused here. */
final class ExpressionParser {

    private static final int PARSER_MILLIS = 2_000;

    private final Literals literals = new Literals();
    private int depth;

    private ExpressionParser() {}

    static Node parse(String text) {
        ExpressionBounds.check(text);
        try {
            var parsed =
                    CCJSqlParserUtil.parseExpression(
                            text, false, parser -> parser.withTimeOut(PARSER_MILLIS));
            return new ExpressionParser().node(parsed);
        } catch (JSQLParserException failure) {
            throw new InvalidExpression(ParserMessage.of(text, failure));
        }
    }

    private Node node(Expression expression) {
        if (++depth > ExpressionBounds.DEPTH) {
            throw ExpressionBounds.tooDeep();
        }
        var node = convert(expression);
        depth--;
        return node;
    }

    private Node convert(Expression expression) {
        return switch (expression) {
            case ParenthesedExpressionList<?> list when list.size() == 1 -> node(list.getFirst());
            case LongValue value -> literals.whole(value.getStringValue());
            case DoubleValue value -> literals.decimal(value.toString());
            case StringValue value -> literals.text(value);
            case BooleanValue value -> new Node.Literal(ColumnType.BOOLEAN, value.getValue());
            case NullValue _ -> new Node.Literal(null, null);
            case Column column -> literals.column(column);
            case SignedExpression signed -> signed(signed);
            case NotExpression not -> Node.call("not", node(not.getExpression()));
            case IsNullExpression test -> isNull(test);
            case Between between -> between(between);
            case InExpression in -> in(in);
            case CaseExpression choice -> choice(choice);
            case CastExpression cast -> cast(cast);
            case TrimFunction trim when plain(trim) ->
                    Node.call("trim", node(trim.getExpression()));
            case Function function -> function(function);
            case BinaryExpression binary -> binary(binary);
            default -> throw unsupported(expression);
        };
    }

    private Node signed(SignedExpression signed) {
        if (signed.getSign() == '-' && signed.getExpression() instanceof LongValue value) {
            return literals.whole("-" + value.getStringValue());
        }
        return switch (signed.getSign()) {
            case '-' -> Node.call("negative", node(signed.getExpression()));
            case '+' -> Node.call("positive", node(signed.getExpression()));
            default -> throw unsupported(signed);
        };
    }

    private Node isNull(IsNullExpression test) {
        return negatedIf(test.isNot(), Node.call("is null", node(test.getLeftExpression())));
    }

    private Node between(Between between) {
        var value = node(between.getLeftExpression());
        var range =
                Node.call(
                        "and",
                        Node.call(">=", value, node(between.getBetweenExpressionStart())),
                        Node.call("<=", value, node(between.getBetweenExpressionEnd())));
        return negatedIf(between.isNot(), range);
    }

    private Node in(InExpression in) {
        if (!(in.getRightExpression() instanceof ParenthesedExpressionList<?> list)
                || in.isGlobal()) {
            throw unsupported(in);
        }
        var arguments = new ArrayList<Node>();
        arguments.add(node(in.getLeftExpression()));
        list.forEach(element -> arguments.add(node(element)));
        return negatedIf(in.isNot(), new Node.Call("in", List.copyOf(arguments)));
    }

    /** {@code case when a then x … else z end} is {@code if(a, x, if(…, z))}. */
    private Node choice(CaseExpression choice) {
        var other = choice.getElseExpression();
        Node result = other == null ? new Node.Literal(null, null) : node(other);
        var subject = choice.getSwitchExpression();
        if (choice.getWhenClauses().size() > ExpressionBounds.DEPTH) {
            throw ExpressionBounds.tooDeep();
        }
        for (var branch : choice.getWhenClauses().reversed()) {
            var when = node(branch.getWhenExpression());
            var condition = subject == null ? when : Node.call("=", node(subject), when);
            result = Node.call("if", condition, node(branch.getThenExpression()), result);
        }
        return result;
    }

    private Node cast(CastExpression cast) {
        var plain = cast.keyword == null || cast.keyword.equalsIgnoreCase("cast");
        var dateLiteral = !plain && cast.isImplicitCast();
        if (!plain && !dateLiteral || cast.getFormat() != null || cast.getColDataType() == null) {
            throw unsupported(cast);
        }
        var type = Casts.typeNamed(cast.getColDataType().toString());
        return new Node.Cast(node(cast.getLeftExpression()), type);
    }

    private Node function(Function function) {
        var parameters = function.getParameters();
        List<? extends Expression> arguments = parameters == null ? List.of() : parameters;
        var plain = function.getName() + (parameters == null ? "()" : "(" + parameters + ")");
        if (!function.toString().equals(plain)) {
            throw unsupported(function); // distinct, over, keep, named parameters, …
        }
        var name = Functions.checked(function.getName(), arguments.size());
        return new Node.Call(name, arguments.stream().map(this::node).toList());
    }

    private Node binary(BinaryExpression binary) {
        var operator = Operators.nameOf(binary);
        if (operator == null) {
            throw unsupported(binary);
        }
        var left = node(binary.getLeftExpression());
        return Node.call(operator, left, node(binary.getRightExpression()));
    }

    private static boolean plain(TrimFunction trim) {
        return trim.getTrimSpecification() == null && trim.getFromExpression() == null;
    }

    private static Node negatedIf(boolean negated, Node node) {
        return negated ? Node.call("not", node) : node;
    }

    private static InvalidExpression unsupported(Expression expression) {
        var text = expression.toString();
        var what =
                expression instanceof ExpressionList<?>
                        ? "a list of values has no place here: "
                        : "not among the expressions that a feature may use: ";
        return new InvalidExpression(
                what + (text.length() <= 80 ? text : text.substring(0, 80) + "…"));
    }
}
