package dev.millrace.transform.expression;

import dev.millrace.transform.ColumnType;
import java.util.regex.Pattern;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.schema.Column;

/** Constants and names. */
final class Literals {

    private static final Pattern PLAIN_NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");
    private static final Pattern LONG_SUFFIX = Pattern.compile("[0-9]+[lL]");

    Node whole(String digits) {
        try {
            return new Node.Literal(ColumnType.LONG, Long.parseLong(digits));
        } catch (NumberFormatException tooLong) {
            throw new InvalidExpression(
                    digits + " does not fit into a bigint; write it as a double: " + digits + "e0");
        }
    }

    Node decimal(String digits) {
        double value = Double.parseDouble(digits);
        if (Double.isInfinite(value)) {
            throw new InvalidExpression(digits + " does not fit into a double");
        }
        return new Node.Literal(ColumnType.DOUBLE, value);
    }

    Node text(StringValue value) {
        if (value.getPrefix() != null || !value.toString().startsWith("'")) {
            throw new InvalidExpression("write text as 'text', not as " + value);
        }
        if (value.getValue().indexOf('\\') >= 0) {
            throw new InvalidExpression("backslashes in text are not supported: " + value);
        }
        return new Node.Literal(ColumnType.STRING, value.getValue().replace("''", "'"));
    }

    /** A column by its name, plain or in backticks; also {@code 1L}, which the parser calls one. */
    Node column(Column column) {
        var written = column.toString();
        if (LONG_SUFFIX.matcher(written).matches()) {
            return whole(written.substring(0, written.length() - 1));
        }
        var name = column.getColumnName();
        var quoted = name.length() > 2 && name.startsWith("`") && name.endsWith("`");
        if (!written.equals(name) || !quoted && !PLAIN_NAME.matcher(name).matches()) {
            throw new InvalidExpression(
                    "%s is not the name of a column; put an unusual name into backticks (`a.b`), text into single quotes"
                            .formatted(written));
        }
        return new Node.ColumnReference(
                quoted ? name.substring(1, name.length() - 1).replace("``", "`") : name);
    }
}
