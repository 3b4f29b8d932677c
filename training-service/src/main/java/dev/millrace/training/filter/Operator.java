package dev.millrace.training.filter;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a condition compares. */
enum Operator {
    EQUAL("=", true, true),
    NOT_EQUAL("!=", true, true),
    LESS("<", true, false),
    AT_MOST("<=", true, false),
    GREATER(">", true, false),
    AT_LEAST(">=", true, false),
    LIKE("LIKE", false, true),
    ILIKE("ILIKE", false, true),
    IN("IN", false, true),
    NOT_IN("NOT IN", false, true);

    private final String sign;
    private final boolean forNumbers;
    private final boolean forTexts;

    Operator(String sign, boolean forNumbers, boolean forTexts) {
        this.sign = sign;
        this.forNumbers = forNumbers;
        this.forTexts = forTexts;
    }

    static Operator read(Tokens tokens) {
        var first = tokens.take();
        boolean not = first.is("not") && tokens.skip("in");
        for (var operator : values()) {
            if (not ? operator == NOT_IN : operator.sign.equalsIgnoreCase(first.text())) {
                return operator;
            }
        }
        throw FilterMistakes.expected("one of " + signs(true) + ", " + signs(false), first);
    }

    boolean takesList() {
        return this == IN || this == NOT_IN;
    }

    boolean suits(Column.Type type) {
        return type == Column.Type.NUMBER ? forNumbers : forTexts;
    }

    static String signsFor(Column.Type type) {
        return Arrays.stream(values())
                .filter(operator -> operator.suits(type))
                .map(operator -> operator.sign)
                .collect(Collectors.joining(", "));
    }

    private static String signs(boolean forNumbers) {
        return Arrays.stream(values())
                .filter(operator -> operator.forNumbers == forNumbers)
                .map(operator -> operator.sign)
                .collect(Collectors.joining(", "));
    }

    /** The condition, its right side being the name of a parameter. */
    String sql(String left, String parameter) {
        return switch (this) {
            case IN, NOT_IN ->
                    "%s %s (%s)".formatted(left, sign.toLowerCase(Locale.ROOT), parameter);
            // No sign escapes another one: a pattern means what it shows.
            case LIKE, ILIKE ->
                    "%s %s %s escape ''".formatted(left, sign.toLowerCase(Locale.ROOT), parameter);
            case EQUAL, NOT_EQUAL, LESS, AT_MOST, GREATER, AT_LEAST ->
                    "%s %s %s".formatted(left, sign.equals("!=") ? "<>" : sign, parameter);
        };
    }
}
