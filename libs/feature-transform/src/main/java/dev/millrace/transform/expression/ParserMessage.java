package dev.millrace.transform.expression;

import java.util.regex.Pattern;
import net.sf.jsqlparser.JSQLParserException;

/** Says in one sentence where the parser stopped. */
final class ParserMessage {

    private static final Pattern COLUMN = Pattern.compile("at line (\\d+), column (\\d+)");

    private ParserMessage() {}

    static String of(String text, JSQLParserException failure) {
        var raw = String.valueOf(failure.getMessage());
        var place = COLUMN.matcher(raw);
        var where =
                place.find()
                        ? "line " + place.group(1) + ", column " + place.group(2)
                        : raw.lines().findFirst().orElse("somewhere");
        var shown = text.length() <= 120 ? text : text.substring(0, 120) + "…";
        return "cannot be parsed (%s): %s. A column whose name is a SQL keyword goes into backticks"
                .formatted(where, shown);
    }
}
