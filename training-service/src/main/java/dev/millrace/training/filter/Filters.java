package dev.millrace.training.filter;

import dev.millrace.training.filter.Column.Type;
import dev.millrace.training.filter.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads filters and orderings.
 *
 * <pre>
 * filter    = condition { "and" condition }
 * condition = subject operator ( value | "(" value { "," value } ")" )
 * ordering  = subject [ "asc" | "desc" ]
 * subject   = [ ( "metrics" | "params" | "tags" | "attributes" ) "." ] key
 * </pre>
 *
 * Words in any case; a key that is no plain word stands in backticks or double quotes, a text value
 * in single or double quotes.
 */
public final class Filters {

    private static final int MOST_CHARACTERS = 10_000;

    private Filters() {}

    /** A condition in SQL; {@code true} for an empty filter. */
    public static String where(
            @Nullable String filter, Vocabulary vocabulary, Parameters parameters) {
        if (filter == null || filter.isBlank()) {
            return "true";
        }
        var tokens = tokens(filter);
        var conditions = new ArrayList<String>();
        do {
            conditions.add(condition(tokens, vocabulary, parameters));
        } while (tokens.skip("and"));
        tokens.take(Kind.END, "\"and\" or the end (\"or\" is not part of the language)");
        return String.join(" and ", conditions);
    }

    /** Terms for ORDER BY, each followed by a comma; what is missing comes last. */
    public static String orderBy(
            @Nullable List<String> orderings, Vocabulary vocabulary, Parameters parameters) {
        if (orderings == null) {
            return "";
        }
        return orderings.stream()
                .map(ordering -> term(tokens(ordering), vocabulary, parameters) + ", ")
                .collect(Collectors.joining());
    }

    private static Tokens tokens(String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw FilterMistakes.at(
                    MOST_CHARACTERS + 1,
                    "it has more than %d characters".formatted(MOST_CHARACTERS));
        }
        return new Tokens(text);
    }

    private static String term(Tokens tokens, Vocabulary vocabulary, Parameters parameters) {
        var column = vocabulary.column(Subject.read(tokens), parameters);
        boolean descending = tokens.skip("desc");
        if (!descending) {
            tokens.skip("asc");
        }
        tokens.take(Kind.END, "asc, desc or the end");
        return column.sql() + (descending ? " desc" : " asc") + " nulls last";
    }

    private static String condition(Tokens tokens, Vocabulary vocabulary, Parameters parameters) {
        var subject = Subject.read(tokens);
        var column = vocabulary.column(subject, parameters);
        var sign = tokens.peek();
        var operator = Operator.read(tokens);
        if (!operator.suits(column.type())) {
            throw FilterMistakes.at(
                    sign.column(),
                    "%s is compared by one of %s"
                            .formatted(subject, Operator.signsFor(column.type())));
        }
        var value = operator.takesList() ? list(tokens, column) : value(tokens, column);
        return operator.sql(column.sql(), parameters.add(value));
    }

    private static List<Object> list(Tokens tokens, Column column) {
        tokens.take(Kind.OPEN, "an opening parenthesis");
        var values = new ArrayList<Object>();
        values.add(value(tokens, column));
        while (tokens.peek().kind() == Kind.COMMA) {
            tokens.take();
            values.add(value(tokens, column));
        }
        tokens.take(Kind.CLOSE, "a comma or a closing parenthesis");
        return values;
    }

    private static Object value(Tokens tokens, Column column) {
        if (column.type() == Type.TEXT) {
            return tokens.take(Kind.TEXT, "a text in quotes").text();
        }
        return number(tokens.take(Kind.NUMBER, "a number").text());
    }

    /** Whole numbers exactly, as far as a column can hold them. */
    private static Object number(String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException notWhole) {
            return Double.valueOf(text);
        }
    }
}
