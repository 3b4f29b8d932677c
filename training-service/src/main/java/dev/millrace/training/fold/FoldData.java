package dev.millrace.training.fold;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.training.data.Table;
import dev.millrace.training.fit.Rows;
import dev.millrace.transform.FittedTransform;
import dev.millrace.transform.RowRefused;
import dev.millrace.transform.TransformFitting;
import dev.millrace.transform.TransformSpec;
import dev.millrace.transform.UntrainableData;
import org.jspecify.annotations.Nullable;

/**
 * A fold's rows as the fold's own transform makes them. The transform is fitted to the training
 * rows of the fold alone.
 */
public record FoldData(FittedTransform transform, Rows train, Rows validation, Rows heldOut) {

    /**
     * @param table has the columns that the transform reads, and the target
     */
    public static FoldData of(TransformSpec spec, Table table, Folds.Parts parts) {
        try {
            var transform = fit(spec, table, parts.train());
            return new FoldData(
                    transform,
                    rows(transform, table, parts.train()),
                    rows(transform, table, parts.validation()),
                    rows(transform, table, parts.heldOut()));
        } catch (UntrainableData | RowRefused refused) {
            throw new PlatformException(
                    FailureCode.UNTRAINABLE_DATA,
                    "A transform that knows the fold's training rows alone does not do for its rows: "
                            + refused.getMessage()
                            + ". Change the recipe, or use fewer or stratified folds.",
                    refused);
        }
    }

    private static FittedTransform fit(TransformSpec spec, Table table, int[] train) {
        var fitting = TransformFitting.of(spec, table.columns());
        while (!fitting.isComplete()) {
            var statistics = fitting.emptyStatistics();
            for (int row : train) {
                statistics.add(table.rows().get(row));
            }
            fitting.learn(statistics);
        }
        return fitting.result();
    }

    private static Rows rows(FittedTransform transform, Table table, int[] chosen) {
        var inputs =
                transform.inputs().stream()
                        .mapToInt(column -> table.indexOf(column.name()))
                        .toArray();
        int width = transform.width();
        var features = new float[Math.multiplyExact(width, chosen.length)];
        var labels = new float[chosen.length];
        var evaluator = transform.compile();
        var values = new @Nullable Object[inputs.length];
        for (int place = 0; place < chosen.length; place++) {
            var row = table.rows().get(chosen[place]);
            for (int input = 0; input < inputs.length; input++) {
                values[input] = row[inputs[input]];
            }
            evaluator.apply(values, features, place * width);
            labels[place] = (float) transform.target().encode(target(transform, table, row));
        }
        return new Rows(width, features, labels);
    }

    private static @Nullable Object target(
            FittedTransform transform, Table table, @Nullable Object[] row) {
        var column = transform.target().spec().column();
        return column == null ? null : row[table.indexOf(column)];
    }
}
