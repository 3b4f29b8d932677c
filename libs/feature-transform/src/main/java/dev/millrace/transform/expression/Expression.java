package dev.millrace.transform.expression;

import dev.millrace.transform.Column;
import dev.millrace.transform.ColumnType;
import java.util.List;
import java.util.Set;

/**
 * A compiled expression.
 *
 * @param used the columns that it reads
 */
public record Expression(ColumnType type, Evaluator code, Set<Column> used) {

    /** Parses without a schema; throws {@link InvalidExpression} for what no schema could mend. */
    public static void checkForm(String text) {
        ExpressionParser.parse(text);
    }

    /** Compiles for rows of that schema; throws {@link InvalidExpression}. */
    public static Expression compile(String text, List<Column> schema) {
        var compiler = new Compiler(schema);
        var typed = compiler.compile(ExpressionParser.parse(text));
        var type = typed.type();
        if (type == null) {
            throw new InvalidExpression("the expression is always null: " + text);
        }
        return new Expression(type, typed.code(), compiler.used());
    }
}
