package dev.millrace.transform.expression;

import dev.millrace.transform.ColumnType;
import dev.millrace.transform.expression.Evaluator.OfBoolean;
import dev.millrace.transform.expression.Evaluator.OfDouble;
import dev.millrace.transform.expression.Evaluator.OfLong;
import dev.millrace.transform.expression.Evaluator.OfObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An evaluator with the type of its values.
 *
 * @param type null for the NULL literal, which takes the type that its place asks for
 */
public record Typed(@Nullable ColumnType type, Evaluator code) {

    static final Typed NULL = new Typed(null, (OfObject) frame -> null);

    public OfDouble asDouble() {
        return switch (code) {
            case OfDouble own -> own;
            case OfLong whole -> frame -> (double) whole.evaluate(frame);
            default -> {
                expectNull("a number", "cast(… as double)");
                yield frame -> {
                    frame.isNull = true;
                    return 0;
                };
            }
        };
    }

    public OfLong asLong() {
        if (code instanceof OfLong own) {
            return own;
        }
        expectNull("a whole number", "cast(… as bigint)");
        return frame -> {
            frame.isNull = true;
            return 0;
        };
    }

    public OfBoolean asBoolean() {
        if (code instanceof OfBoolean own) {
            return own;
        }
        expectNull("a condition", "a comparison such as x > 0");
        return frame -> {
            frame.isNull = true;
            return false;
        };
    }

    OfObject asObject(ColumnType wanted) {
        if (type != wanted) {
            expectNull("a " + wanted, "cast(… as " + Casts.nameOf(wanted) + ")");
        }
        return (OfObject) code;
    }

    /** The same value in a wider type: LONG becomes DOUBLE, NULL becomes anything. */
    Typed as(ColumnType wanted) {
        return switch (wanted) {
            case DOUBLE -> new Typed(wanted, asDouble());
            case LONG -> new Typed(wanted, asLong());
            case BOOLEAN -> new Typed(wanted, asBoolean());
            case STRING, DATE, TIMESTAMP, DOUBLE_ARRAY -> new Typed(wanted, asObject(wanted));
        };
    }

    /** The one type that all of these take, as Spark finds it; null where all are NULL. */
    static @Nullable ColumnType common(String function, List<Typed> values) {
        ColumnType common = null;
        for (var value : values) {
            var type = value.type;
            if (common == null || type == null || common == type) {
                common = common == null ? type : common;
            } else if (common.isNumeric() && type.isNumeric()) {
                common = ColumnType.DOUBLE;
            } else {
                throw new InvalidExpression(
                        "%s cannot bring %s and %s together; cast one of them"
                                .formatted(function, common, type));
            }
        }
        return common;
    }

    private void expectNull(String wanted, String remedy) {
        if (type != null) {
            throw new InvalidExpression(
                    "expected %s where a %s was found; write %s".formatted(wanted, type, remedy));
        }
    }
}
