package dev.millrace.transform.expression;

import static dev.millrace.transform.ColumnType.LONG;
import static dev.millrace.transform.ColumnType.STRING;

import dev.millrace.transform.expression.Evaluator.OfLong;
import dev.millrace.transform.expression.Evaluator.OfObject;
import dev.millrace.transform.expression.Functions.Function;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Functions of text. */
final class Text {

    private Text() {}

    static void describe(Map<String, Function> table) {
        table.put("upper", Function.of(1, a -> map(a, text -> text.toUpperCase(Locale.ROOT))));
        table.put("lower", Function.of(1, a -> map(a, text -> text.toLowerCase(Locale.ROOT))));
        table.put("trim", Function.of(1, arguments -> map(arguments, Text::withoutBlanks)));
        table.put("length", Function.of(1, Text::length));
        table.put("concat", Function.atLeast(1, Text::concat));
    }

    private static Typed map(List<Typed> arguments, UnaryOperator<String> operator) {
        OfObject value = arguments.getFirst().asObject(STRING);
        return new Typed(
                STRING,
                (OfObject)
                        frame -> {
                            var text = (String) value.evaluate(frame);
                            return text == null ? null : operator.apply(text);
                        });
    }

    /** Blanks only, as in SQL: tabs and line ends stay. */
    private static String withoutBlanks(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && text.charAt(from) == ' ') {
            from++;
        }
        while (from < to && text.charAt(to - 1) == ' ') {
            to--;
        }
        return text.substring(from, to);
    }

    /** In code points. */
    private static Typed length(List<Typed> arguments) {
        OfObject value = arguments.getFirst().asObject(STRING);
        return new Typed(
                LONG,
                (OfLong)
                        frame -> {
                            var text = (String) value.evaluate(frame);
                            frame.isNull = text == null;
                            return text == null ? 0 : text.codePointCount(0, text.length());
                        });
    }

    private static Typed concat(List<Typed> arguments) {
        var parts =
                arguments.stream()
                        .map(argument -> argument.asObject(STRING))
                        .toArray(OfObject[]::new);
        return new Typed(STRING, (OfObject) frame -> joined(parts, frame));
    }

    // Evaluates every part even after a null, as Spark does: a failure there counts.
    private static @Nullable String joined(OfObject[] parts, Frame frame) {
        var joined = new StringBuilder();
        boolean sawNull = false;
        for (var part : parts) {
            var text = part.evaluate(frame);
            sawNull |= text == null;
            joined.append(text);
        }
        return sawNull ? null : joined.toString();
    }
}
