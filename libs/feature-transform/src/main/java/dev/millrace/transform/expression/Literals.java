package dev.millrace.transform.expression;

import dev.millrace.transform.ColumnType;

/** Numbers as they are written. */
final class Literals {

    private Literals() {}

    /** A LONG where there is neither point nor exponent nor the suffix D; otherwise a DOUBLE. */
    static Node number(String written) {
        char last = written.charAt(written.length() - 1);
        var digits =
                Character.isLetter(last) ? written.substring(0, written.length() - 1) : written;
        boolean whole = digits.chars().allMatch(c -> Character.isDigit(c) || c == '-');
        if (last == 'l' || last == 'L' || whole && !Character.isLetter(last)) {
            return whole(digits);
        }
        double value = Double.parseDouble(digits);
        if (Double.isInfinite(value)) {
            throw new InvalidExpression(written + " does not fit into a double");
        }
        return new Node.Literal(ColumnType.DOUBLE, value);
    }

    private static Node whole(String digits) {
        try {
            return new Node.Literal(ColumnType.LONG, Long.parseLong(digits));
        } catch (NumberFormatException tooLong) {
            throw new InvalidExpression(
                    "%s does not fit into a bigint; %se0 is a double".formatted(digits, digits));
        }
    }
}
