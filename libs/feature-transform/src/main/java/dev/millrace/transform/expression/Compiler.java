package dev.millrace.transform.expression;

import dev.millrace.transform.Column;
import dev.millrace.transform.ColumnType;
import dev.millrace.transform.expression.Evaluator.OfBoolean;
import dev.millrace.transform.expression.Evaluator.OfDouble;
import dev.millrace.transform.expression.Evaluator.OfLong;
import dev.millrace.transform.expression.Evaluator.OfObject;
import dev.millrace.transform.expression.Node.Call;
import dev.millrace.transform.expression.Node.Literal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** From nodes to typed evaluators over the columns of a schema. */
final class Compiler {

    private static final int DEEPEST = 500;

    // CASE x WHEN repeats x for each branch: nested, that would grow without end.
    private static final int MOST_NODES = 20_000;

    private static final int MOST_DIGITS = 15;

    private final List<Column> schema;
    private final Set<Column> used = new LinkedHashSet<>();
    private int nodes;
    private int depth;

    Compiler(List<Column> schema) {
        this.schema = schema;
    }

    Set<Column> used() {
        return used;
    }

    Typed compile(Node node) {
        if (++nodes > MOST_NODES || ++depth > DEEPEST) {
            throw new InvalidExpression(
                    "the expression is too large: at most %d operators in a chain and %,d in all"
                            .formatted(DEEPEST, MOST_NODES));
        }
        var typed = compiled(node);
        depth--;
        return typed;
    }

    private Typed compiled(Node node) {
        return switch (node) {
            case Literal literal -> constant(literal);
            case Node.ColumnReference(var name) -> column(name);
            case Node.Cast(var argument, var type) -> Casts.cast(compile(argument), type);
            case Call call when call.function().equals("round") && call.arguments().size() == 2 ->
                    Maths.round(compile(call.arguments().getFirst()), digits(call));
            case Call(var function, var arguments) ->
                    Functions.compile(function, arguments.stream().map(this::compile).toList());
        };
    }

    private Typed column(String name) {
        int index = ColumnLookup.indexOf(name, schema);
        var column = schema.get(index);
        if (column.type() == ColumnType.DOUBLE_ARRAY) {
            throw new InvalidExpression(
                    "%s is an array, and no expression takes one; name it under columns, with the operation array"
                            .formatted(column.name()));
        }
        used.add(column);
        return new Typed(column.type(), ColumnReader.of(column.type(), index));
    }

    private static int digits(Call round) {
        if (round.arguments().getLast() instanceof Literal(var _, Long digits)
                && digits >= 0
                && digits <= MOST_DIGITS) {
            return digits.intValue();
        }
        throw new InvalidExpression(
                "the second argument of round is a constant from 0 to " + MOST_DIGITS);
    }

    private static Typed constant(Literal literal) {
        var type = literal.type();
        var value = literal.value();
        if (type == null || value == null) {
            return Typed.NULL;
        }
        return new Typed(type, constant(type, value));
    }

    private static Evaluator constant(ColumnType type, Object value) {
        return switch (type) {
            case LONG -> constant((long) value);
            case DOUBLE -> constant((double) value);
            case BOOLEAN -> constant((boolean) value);
            case STRING, DATE, TIMESTAMP, DOUBLE_ARRAY -> (OfObject) frame -> value;
        };
    }

    private static OfLong constant(long value) {
        return frame -> {
            frame.isNull = false;
            return value;
        };
    }

    private static OfDouble constant(double value) {
        return frame -> {
            frame.isNull = false;
            return value;
        };
    }

    private static OfBoolean constant(boolean value) {
        return frame -> {
            frame.isNull = false;
            return value;
        };
    }
}
