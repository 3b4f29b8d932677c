package dev.millrace.transform.expression;

import dev.millrace.transform.ColumnType;
import dev.millrace.transform.expression.Evaluator.OfBoolean;
import dev.millrace.transform.expression.Evaluator.OfDouble;
import dev.millrace.transform.expression.Evaluator.OfLong;
import dev.millrace.transform.expression.Evaluator.OfObject;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** CAST between the types of the subset; a value that does not convert is an error, never null. */
final class Casts {

    private Casts() {}

    static ColumnType typeNamed(String written) {
        return switch (written.toLowerCase(Locale.ROOT)) {
            case "double" -> ColumnType.DOUBLE;
            case "bigint", "long" -> ColumnType.LONG;
            case "string" -> ColumnType.STRING;
            case "boolean" -> ColumnType.BOOLEAN;
            case "date" -> ColumnType.DATE;
            default ->
                    throw new InvalidExpression(
                            "cannot cast to %s; double, bigint, string, boolean and date are known"
                                    .formatted(written));
        };
    }

    /** The SQL name of a type. */
    static String nameOf(ColumnType type) {
        return type == ColumnType.LONG ? "bigint" : type.name().toLowerCase(Locale.ROOT);
    }

    static Typed cast(Typed argument, ColumnType wanted) {
        if (argument.type() == null || argument.type() == wanted) {
            return argument.as(wanted);
        }
        Evaluator code =
                switch (wanted) {
                    case DOUBLE -> toDouble(argument);
                    case LONG -> toLong(argument);
                    case BOOLEAN -> toBoolean(argument);
                    case STRING -> toText(argument.code());
                    case DATE -> toDate(argument);
                    case TIMESTAMP, DOUBLE_ARRAY -> null;
                };
        if (code == null) {
            throw new InvalidExpression(
                    "a %s cannot be cast to %s".formatted(argument.type(), nameOf(wanted)));
        }
        return new Typed(wanted, code);
    }

    private static @Nullable OfDouble toDouble(Typed argument) {
        return switch (argument.code()) {
            case OfLong value -> frame -> (double) value.evaluate(frame);
            case OfBoolean value -> frame -> value.evaluate(frame) ? 1 : 0;
            case OfObject value when argument.type() == ColumnType.STRING ->
                    frame -> {
                        var text = (String) value.evaluate(frame);
                        frame.isNull = text == null;
                        return text == null ? 0 : Conversions.toDouble(text);
                    };
            case OfObject value when argument.type() == ColumnType.TIMESTAMP ->
                    frame -> {
                        var instant = (Instant) value.evaluate(frame);
                        frame.isNull = instant == null;
                        return instant == null ? 0 : Conversions.micros(instant) / 1e6;
                    };
            case OfDouble _, OfObject _ -> null;
        };
    }

    private static @Nullable OfLong toLong(Typed argument) {
        return switch (argument.code()) {
            case OfDouble value ->
                    frame -> {
                        double number = value.evaluate(frame);
                        return frame.isNull ? 0 : Conversions.toLong(number);
                    };
            case OfBoolean value -> frame -> value.evaluate(frame) ? 1 : 0;
            case OfObject value when argument.type() == ColumnType.STRING ->
                    frame -> {
                        var text = (String) value.evaluate(frame);
                        frame.isNull = text == null;
                        return text == null ? 0 : Conversions.toLong(text);
                    };
            case OfObject value when argument.type() == ColumnType.TIMESTAMP ->
                    frame -> {
                        var instant = (Instant) value.evaluate(frame);
                        frame.isNull = instant == null;
                        return instant == null ? 0 : instant.getEpochSecond();
                    };
            case OfLong _, OfObject _ -> null;
        };
    }

    private static @Nullable OfBoolean toBoolean(Typed argument) {
        return switch (argument.code()) {
            case OfLong value -> frame -> value.evaluate(frame) != 0;
            case OfDouble value -> frame -> value.evaluate(frame) != 0;
            case OfObject value when argument.type() == ColumnType.STRING ->
                    frame -> {
                        var text = (String) value.evaluate(frame);
                        frame.isNull = text == null;
                        return text != null && Conversions.toBoolean(text);
                    };
            case OfBoolean _, OfObject _ -> null;
        };
    }

    private static OfObject toText(Evaluator code) {
        return switch (code) {
            case OfLong value ->
                    frame -> {
                        long number = value.evaluate(frame);
                        return frame.isNull ? null : Long.toString(number);
                    };
            case OfDouble value ->
                    frame -> {
                        double number = value.evaluate(frame);
                        return frame.isNull ? null : Double.toString(number);
                    };
            case OfBoolean value ->
                    frame -> {
                        boolean truth = value.evaluate(frame);
                        return frame.isNull ? null : Boolean.toString(truth);
                    };
            case OfObject value ->
                    frame -> {
                        var object = value.evaluate(frame);
                        return object instanceof Instant instant
                                ? Conversions.toText(instant)
                                : Objects.toString(object, null);
                    };
        };
    }

    private static @Nullable OfObject toDate(Typed argument) {
        if (!(argument.code() instanceof OfObject value)) {
            return null;
        }
        return frame ->
                switch (value.evaluate(frame)) {
                    case null -> null;
                    case Instant instant -> Calendar.dateOf(instant);
                    case Object text -> Conversions.toDate((String) text);
                };
    }
}
