package dev.millrace.transform;

import dev.millrace.transform.expression.ColumnLookup;
import dev.millrace.transform.expression.Expression;
import dev.millrace.transform.expression.InvalidExpression;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The mistakes of one feature.
 *
 * @param field where the feature stands, such as {@code features[2]}
 * @param schema null where only the form is checked
 */
record FeatureCheck(
        String field,
        @Nullable List<Column> schema,
        @Nullable Column target,
        List<SpecMistake> mistakes) {

    List<PlannedFeature> plan(FeatureSpec feature) {
        refuseForms(feature);
        if (feature.columns().isEmpty() == (feature.expression() == null)) {
            mistake("", "give either columns or an expression");
            return List.of();
        }
        return feature.expression() == null
                ? columns(feature)
                : expression(feature, feature.expression());
    }

    private void refuseForms(FeatureSpec feature) {
        var operations = feature.operations();
        for (int i = 0; i < operations.size(); i++) {
            var mistake = OperationRules.formMistake(operations.get(i));
            if (mistake != null) {
                mistake(operation(i), mistake);
            }
            if (i > 0 && OperationRules.isLast(operations.get(i - 1))) {
                mistake(operation(i), "nothing may follow one-hot, ordinal or array");
            }
        }
    }

    private List<PlannedFeature> columns(FeatureSpec feature) {
        if (feature.name() != null) {
            mistake(".name", "a name goes with an expression; a column's feature has its name");
        }
        var planned = new ArrayList<PlannedFeature>();
        for (int i = 0; i < feature.columns().size(); i++) {
            var name = feature.columns().get(i);
            var column = column(name, ".columns[" + i + "]");
            if (column != null) {
                refuseTypes(feature.operations(), column.type(), column.name());
                planned.add(
                        new PlannedFeature(
                                name, column.name(), null, column.type(), feature.operations()));
            }
        }
        return planned;
    }

    private @Nullable Column column(String name, String place) {
        try {
            var column =
                    schema == null
                            ? new Column(name, ColumnType.STRING)
                            : schema.get(ColumnLookup.indexOf(name, schema));
            refuseTarget(column, place);
            return column;
        } catch (InvalidExpression unknown) {
            mistake(place, unknown.explanation());
            return null;
        }
    }

    private List<PlannedFeature> expression(FeatureSpec feature, String expression) {
        var name = feature.name();
        if (name == null || name.isBlank()) {
            mistake(".name", "an expression needs a name");
        }
        var type = typeOf(expression);
        if (name == null || type == null) {
            return List.of();
        }
        refuseTypes(feature.operations(), type, name);
        return List.of(new PlannedFeature(name, null, expression, type, feature.operations()));
    }

    private @Nullable ColumnType typeOf(String expression) {
        try {
            if (schema == null) {
                Expression.checkForm(expression);
                return ColumnType.STRING;
            }
            var compiled = Expression.compile(expression, schema);
            compiled.used().forEach(column -> refuseTarget(column, ".expression"));
            return compiled.type();
        } catch (InvalidExpression invalid) {
            mistake(".expression", invalid.explanation());
            return null;
        }
    }

    private void refuseTarget(Column column, String place) {
        if (target != null && target.name().equals(column.name())) {
            mistake(
                    place,
                    "%s is the target; it is not known when predicting".formatted(column.name()));
        }
    }

    private void refuseTypes(List<Operation> operations, ColumnType source, String name) {
        if (schema == null) {
            return;
        }
        var type = source;
        for (int i = 0; i < operations.size(); i++) {
            var mistake = OperationRules.typeMistake(operations.get(i), type);
            if (mistake != null) {
                mistake(operation(i), name + ": " + mistake);
                return;
            }
            type = OperationRules.after(operations.get(i), type);
        }
        refuseNoNumber(type, name);
    }

    private void refuseNoNumber(ColumnType type, String name) {
        if (type == ColumnType.STRING) {
            mistake(
                    "",
                    "%s is a STRING and becomes no number; add one-hot or ordinal".formatted(name));
        }
        if (type == ColumnType.DOUBLE_ARRAY) {
            mistake("", "%s is an array; add the operation array".formatted(name));
        }
        if (type == ColumnType.DATE || type == ColumnType.TIMESTAMP) {
            mistake(
                    "",
                    "%s is a %s and becomes no number; use an expression such as year(…) or dayofweek(…)"
                            .formatted(name, type));
        }
    }

    private static String operation(int index) {
        return ".operations[" + index + "]";
    }

    private void mistake(String place, String message) {
        mistakes.add(new SpecMistake(field + place, message));
    }
}
