package dev.millrace.transform;

import dev.millrace.transform.TargetSpec.Kind;
import dev.millrace.transform.expression.ColumnLookup;
import dev.millrace.transform.expression.InvalidExpression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The mistakes of a target. */
final class TargetCheck {

    private TargetCheck() {}

    /** The raw column, if it is known. */
    static @Nullable Column check(
            @Nullable TargetSpec target,
            @Nullable List<Column> schema,
            List<SpecMistake> mistakes) {
        if (target == null) {
            mistakes.add(new SpecMistake("target", "a target is needed"));
            return null;
        }
        if (target.kind() == null) {
            mistakes.add(
                    new SpecMistake(
                            "target.kind",
                            "say binary, multiclass, regression, or none for data without a target"));
        }
        if (target.scale() != null && target.kind() != Kind.REGRESSION) {
            mistakes.add(new SpecMistake("target.scale", "only a regression target is scaled"));
        }
        return target.kind() == Kind.NONE
                ? noColumn(target, mistakes)
                : column(target, schema, mistakes);
    }

    private static @Nullable Column noColumn(TargetSpec target, List<SpecMistake> mistakes) {
        if (target.column() != null) {
            mistakes.add(
                    new SpecMistake(
                            "target.column",
                            "the kind none predicts no column; leave it out, or choose binary, multiclass or regression"));
        }
        return null;
    }

    private static @Nullable Column column(
            TargetSpec target, @Nullable List<Column> schema, List<SpecMistake> mistakes) {
        if (target.column() == null || target.column().isBlank()) {
            mistakes.add(new SpecMistake("target.column", "name the column to predict"));
            return null;
        }
        if (schema == null) {
            return new Column(target.column(), ColumnType.STRING); // its name is all that is asked
        }
        try {
            var column = schema.get(ColumnLookup.indexOf(target.column(), schema));
            refuseType(target, column, mistakes);
            return column;
        } catch (InvalidExpression unknown) {
            mistakes.add(new SpecMistake("target.column", unknown.explanation()));
            return null;
        }
    }

    private static void refuseType(TargetSpec target, Column column, List<SpecMistake> mistakes) {
        if (target.kind() == Kind.REGRESSION && !column.type().isNumeric()) {
            mistakes.add(
                    new SpecMistake(
                            "target.column",
                            "regression predicts a number, but %s is a %s; cast it in the recipe's SQL, or choose multiclass"
                                    .formatted(column.name(), column.type())));
        }
        if (column.type() == ColumnType.DATE
                || column.type() == ColumnType.TIMESTAMP
                || column.type() == ColumnType.DOUBLE_ARRAY) {
            mistakes.add(
                    new SpecMistake("target.column", "a %s is no target".formatted(column.type())));
        }
    }
}
