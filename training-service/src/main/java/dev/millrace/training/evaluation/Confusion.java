package dev.millrace.training.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * How often which class was taken for which: {@code counts[truth][prediction]}.
 *
 * <p>With TP, FP and FN of one class: precision TP / (TP + FP), recall TP / (TP + FN), F1 2 TP / (2
 * TP + FP + FN) (van Rijsbergen 1979). Empty where the denominator is 0. Macro averages are the
 * plain means over all classes that occur as truth or prediction, weighted ones are weighted by the
 * rows of each class; a class that occurs only as truth or only as prediction counts with 0, as in
 * scikit-learn.
 */
record Confusion(long[][] counts) {

    static Confusion of(int classes, int[] truth, int[] predicted) {
        var counts = new long[classes][classes];
        for (int row = 0; row < truth.length; row++) {
            counts[truth[row]][predicted[row]]++;
        }
        return new Confusion(counts);
    }

    /** Share of rows on the diagonal. */
    OptionalDouble accuracy() {
        long right = IntStream.range(0, counts.length).mapToLong(this::hits).sum();
        return ratio(right, Arrays.stream(counts).flatMapToLong(Arrays::stream).sum());
    }

    OptionalDouble precision(int label) {
        return ratio(hits(label), predicted(label));
    }

    OptionalDouble recall(int label) {
        return ratio(hits(label), actual(label));
    }

    OptionalDouble f1(int label) {
        return ratio(2 * hits(label), predicted(label) + actual(label));
    }

    OptionalDouble macroPrecision() {
        return macro(this::precision);
    }

    OptionalDouble macroRecall() {
        return macro(this::recall);
    }

    OptionalDouble macroF1() {
        return macro(this::f1);
    }

    /** Plain mean of a value of each class. */
    OptionalDouble macro(IntFunction<OptionalDouble> value) {
        return occurring().mapToDouble(label -> value.apply(label).orElse(0)).average();
    }

    /** Mean of a value of each class, weighted by the rows of the class. */
    OptionalDouble weighted(IntFunction<OptionalDouble> value) {
        double sum =
                IntStream.range(0, counts.length)
                        .mapToDouble(label -> actual(label) * value.apply(label).orElse(0))
                        .sum();
        long rows = IntStream.range(0, counts.length).mapToLong(this::actual).sum();
        return rows == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / rows);
    }

    List<List<Long>> toLists() {
        var rows = new ArrayList<List<Long>>();
        for (long[] row : counts) {
            rows.add(Arrays.stream(row).boxed().toList());
        }
        return rows;
    }

    private IntStream occurring() {
        return IntStream.range(0, counts.length)
                .filter(label -> predicted(label) + actual(label) > 0);
    }

    private long hits(int label) {
        return counts[label][label];
    }

    private long predicted(int label) {
        return Arrays.stream(counts).mapToLong(row -> row[label]).sum();
    }

    long actual(int label) {
        return Arrays.stream(counts[label]).sum();
    }

    private static OptionalDouble ratio(long part, long whole) {
        return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
    }
}
