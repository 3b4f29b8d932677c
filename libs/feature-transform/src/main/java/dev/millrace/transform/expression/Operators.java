package dev.millrace.transform.expression;

import net.sf.jsqlparser.expression.BinaryExpression;
import net.sf.jsqlparser.expression.operators.arithmetic.Addition;
import net.sf.jsqlparser.expression.operators.arithmetic.Concat;
import net.sf.jsqlparser.expression.operators.arithmetic.Division;
import net.sf.jsqlparser.expression.operators.arithmetic.Modulo;
import net.sf.jsqlparser.expression.operators.arithmetic.Multiplication;
import net.sf.jsqlparser.expression.operators.arithmetic.Subtraction;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.conditional.OrExpression;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.expression.operators.relational.GreaterThan;
import net.sf.jsqlparser.expression.operators.relational.GreaterThanEquals;
import net.sf.jsqlparser.expression.operators.relational.MinorThan;
import net.sf.jsqlparser.expression.operators.relational.MinorThanEquals;
import net.sf.jsqlparser.expression.operators.relational.NotEqualsTo;
import net.sf.jsqlparser.expression.operators.relational.OldOracleJoinBinaryExpression;
import org.jspecify.annotations.Nullable;

/** The binary operators of the subset. */
final class Operators {

    private Operators() {}

    /** The function that an operator stands for; null for an operator outside the subset. */
    static @Nullable String nameOf(BinaryExpression binary) {
        if (binary instanceof OldOracleJoinBinaryExpression comparison
                && comparison.getOldOracleJoinSyntax() != 0) {
            return null;
        }
        return switch (binary) {
            case Addition _ -> "+";
            case Subtraction _ -> "-";
            case Multiplication _ -> "*";
            case Division _ -> "/";
            case Modulo _ -> "%";
            case Concat _ -> "concat";
            case AndExpression _ -> "and";
            case OrExpression _ -> "or";
            case EqualsTo _ -> "=";
            case NotEqualsTo _ -> "<>";
            case MinorThan _ -> "<";
            case MinorThanEquals _ -> "<=";
            case GreaterThan _ -> ">";
            case GreaterThanEquals _ -> ">=";
            default -> null;
        };
    }
}
