package dev.millrace.benchmarks;

import static dev.millrace.benchmarks.TransformRows.EXPRESSIONS;
import static dev.millrace.benchmarks.TransformRows.IMPUTED;
import static dev.millrace.benchmarks.TransformRows.ONE_HOT;
import static dev.millrace.benchmarks.TransformRows.ONE_HOT_SIZE;
import static dev.millrace.benchmarks.TransformRows.ORDINAL;
import static dev.millrace.benchmarks.TransformRows.SCALED;

import dev.millrace.transform.FittedFeature;
import dev.millrace.transform.FittedOperation;
import dev.millrace.transform.FittedTransform;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The same features in a Java loop that knows them: the floor under any general evaluator. */
final class HandWritten {

    private final double[] means = new double[SCALED];
    private final double[] deviations = new double[SCALED];
    private final double[] replacements = new double[IMPUTED];
    private final List<Map<Object, Integer>> oneHot = new ArrayList<>();
    private final List<Map<Object, Integer>> ordinal = new ArrayList<>();

    HandWritten(FittedTransform transform) {
        var features = transform.features();
        for (int i = 0; i < SCALED; i++) {
            var standard = (FittedOperation.Standard) last(features.get(i));
            means[i] = standard.mean();
            deviations[i] = standard.deviation();
        }
        for (int i = 0; i < IMPUTED; i++) {
            var impute = (FittedOperation.Impute) last(features.get(SCALED + EXPRESSIONS + i));
            replacements[i] = (double) impute.value();
        }
        for (var feature : features) {
            switch (feature.operations().isEmpty() ? null : last(feature)) {
                case FittedOperation.OneHot last -> oneHot.add(positions(last.categories()));
                case FittedOperation.Ordinal last -> ordinal.add(positions(last.categories()));
                case null, default -> {}
            }
        }
    }

    private static FittedOperation last(FittedFeature feature) {
        return feature.operations().getLast();
    }

    private static Map<Object, Integer> positions(List<Object> categories) {
        var positions = new HashMap<Object, Integer>();
        categories.forEach(category -> positions.put(category, positions.size()));
        return positions;
    }

    void apply(@Nullable Object[] row, float[] out) {
        for (int i = 0; i < SCALED; i++) {
            out[i] = (float) ((number(row, i) - means[i]) / deviations[i]);
        }
        out[SCALED] = (float) (number(row, 0) - number(row, 1));
        out[SCALED + 1] = (float) (number(row, 2) * number(row, 3));
        out[SCALED + 2] = (float) ((number(row, 4) - number(row, 5)) / number(row, 6));
        out[SCALED + 3] = (float) (number(row, 7) > 50 ? number(row, 7) : 0);
        out[SCALED + 4] = (float) Math.sqrt(Math.abs(number(row, 8) - number(row, 9)));
        int at = SCALED + EXPRESSIONS;
        for (int i = 0; i < IMPUTED; i++) {
            var value = (Double) row[SCALED + i];
            out[at++] = (float) (value == null ? replacements[i] : value);
        }
        Arrays.fill(out, at, at + ONE_HOT * ONE_HOT_SIZE, 0);
        for (int i = 0; i < ONE_HOT; i++) {
            out[at + position(oneHot.get(i), row[SCALED + IMPUTED + i])] = 1;
            at += ONE_HOT_SIZE;
        }
        for (int i = 0; i < ORDINAL; i++) {
            out[at++] = position(ordinal.get(i), row[SCALED + IMPUTED + ONE_HOT + i]) + 1;
        }
    }

    private static double number(@Nullable Object[] row, int index) {
        if (row[index] instanceof Double number) {
            return number;
        }
        throw new IllegalArgumentException("no number at " + index);
    }

    private static int position(Map<Object, Integer> positions, @Nullable Object value) {
        var position = positions.get(value);
        if (position == null) {
            throw new IllegalArgumentException("unknown category " + value);
        }
        return position;
    }
}
