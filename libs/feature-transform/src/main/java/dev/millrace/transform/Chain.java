package dev.millrace.transform;

import static dev.millrace.transform.NumericOperations.clip;
import static dev.millrace.transform.NumericOperations.log;
import static dev.millrace.transform.NumericOperations.scale;

import dev.millrace.transform.FittedOperation.Array;
import dev.millrace.transform.FittedOperation.Clip;
import dev.millrace.transform.FittedOperation.Impute;
import dev.millrace.transform.FittedOperation.Log;
import dev.millrace.transform.FittedOperation.MinMax;
import dev.millrace.transform.FittedOperation.OneHot;
import dev.millrace.transform.FittedOperation.Ordinal;
import dev.millrace.transform.FittedOperation.Standard;
import dev.millrace.transform.NumericOperations.NullPolicy;
import dev.millrace.transform.expression.ColumnLookup;
import dev.millrace.transform.expression.ColumnReader;
import dev.millrace.transform.expression.EvaluationFailure;
import dev.millrace.transform.expression.Evaluator;
import dev.millrace.transform.expression.Evaluator.OfBoolean;
import dev.millrace.transform.expression.Evaluator.OfDouble;
import dev.millrace.transform.expression.Evaluator.OfLong;
import dev.millrace.transform.expression.Evaluator.OfObject;
import dev.millrace.transform.expression.Expression;
import dev.millrace.transform.expression.Typed;
import java.util.List;

/**
 * Compiles a feature's way from the raw row to the value that its last operation takes or makes.
 */
final class Chain {

    private Chain() {}

    /** The value after all operations but a final one-hot or array. */
    static Typed compile(FittedFeature feature, List<Column> schema) {
        var value = source(feature, schema);
        for (var operation : feature.operations()) {
            value = after(operation, value, feature.name());
        }
        return value;
    }

    private static Typed source(FittedFeature feature, List<Column> schema) {
        if (feature.expression() != null) {
            var expression = Expression.compile(feature.expression(), schema);
            return new Typed(expression.type(), explained(expression.code(), feature));
        }
        int index = ColumnLookup.indexOf(String.valueOf(feature.column()), schema);
        var type = schema.get(index).type();
        return new Typed(type, ColumnReader.of(type, index));
    }

    private static Typed after(FittedOperation operation, Typed input, String feature) {
        return switch (operation) {
            case Impute(var value) -> impute(input, value);
            case Standard(var mean, var deviation, var nulls) ->
                    number(
                            scale(
                                    input.asDouble(),
                                    mean,
                                    deviation,
                                    new NullPolicy(nulls, feature)));
            case MinMax(var min, var max, var nulls) ->
                    number(scale(input.asDouble(), min, max - min, new NullPolicy(nulls, feature)));
            case Log(var offset, var nulls) ->
                    number(log(input.asDouble(), offset, new NullPolicy(nulls, feature)));
            case Clip(var min, var max, var nulls) ->
                    number(
                            clip(
                                    input.asDouble(),
                                    min == null ? Double.NEGATIVE_INFINITY : min,
                                    max == null ? Double.POSITIVE_INFINITY : max,
                                    new NullPolicy(nulls, feature)));
            case Ordinal ordinal -> number(CategoryIndex.of(ordinal).numbers(input, feature));
            case OneHot _, Array _ -> input; // several outputs: see Output
        };
    }

    private static Typed number(OfDouble code) {
        return new Typed(ColumnType.DOUBLE, code);
    }

    private static Typed impute(Typed input, Object replacement) {
        return switch (replacement) {
            case Double number -> number(NumericOperations.impute(input.asDouble(), number));
            case Long number -> new Typed(ColumnType.LONG, impute(input.asLong(), number));
            case Boolean truth -> new Typed(ColumnType.BOOLEAN, impute(input.asBoolean(), truth));
            default -> new Typed(input.type(), impute((OfObject) input.code(), replacement));
        };
    }

    private static OfLong impute(OfLong input, long replacement) {
        return frame -> {
            long x = input.evaluate(frame);
            if (frame.isNull) {
                frame.isNull = false;
                return replacement;
            }
            return x;
        };
    }

    private static OfBoolean impute(OfBoolean input, boolean replacement) {
        return frame -> {
            boolean x = input.evaluate(frame);
            if (frame.isNull) {
                frame.isNull = false;
                return replacement;
            }
            return x;
        };
    }

    private static OfObject impute(OfObject input, Object replacement) {
        return frame -> {
            var x = input.evaluate(frame);
            return x == null ? replacement : x;
        };
    }

    /** Turns the failure of an expression into a refused row that names the feature. */
    private static Evaluator explained(Evaluator code, FittedFeature feature) {
        return switch (code) {
            case OfDouble value ->
                    (OfDouble)
                            frame -> {
                                try {
                                    return value.evaluate(frame);
                                } catch (EvaluationFailure | ArithmeticException failure) {
                                    throw refused(feature, failure);
                                }
                            };
            case OfLong value ->
                    (OfLong)
                            frame -> {
                                try {
                                    return value.evaluate(frame);
                                } catch (EvaluationFailure | ArithmeticException failure) {
                                    throw refused(feature, failure);
                                }
                            };
            case OfBoolean value ->
                    (OfBoolean)
                            frame -> {
                                try {
                                    return value.evaluate(frame);
                                } catch (EvaluationFailure | ArithmeticException failure) {
                                    throw refused(feature, failure);
                                }
                            };
            case OfObject value ->
                    (OfObject)
                            frame -> {
                                try {
                                    return value.evaluate(frame);
                                } catch (EvaluationFailure | ArithmeticException failure) {
                                    throw refused(feature, failure);
                                }
                            };
        };
    }

    private static RowRefused refused(FittedFeature feature, RuntimeException failure) {
        return new RowRefused(
                feature.name(),
                "%s = %s: %s"
                        .formatted(feature.name(), feature.expression(), failure.getMessage()));
    }
}
