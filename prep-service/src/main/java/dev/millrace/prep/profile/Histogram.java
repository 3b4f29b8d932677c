package dev.millrace.prep.profile;

import dev.millrace.contracts.prep.Profile.Bin;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/** Numbers counted in bins of equal width between their extremes; mergeable. */
final class Histogram implements Serializable {

    private static final int BINS = 20;

    private final double min;
    private final double max;
    private final long[] counts;

    /**
     * @param numbers what is known of the numbers that will be added
     */
    Histogram(Moments numbers) {
        min = numbers.min();
        max = numbers.max();
        counts = new long[min == max ? 1 : BINS];
    }

    void add(double number, long times) {
        double bin = Math.floor((number - min) / width());
        counts[(int) Math.min(bin, counts.length - 1)] += times;
    }

    void merge(Histogram later) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += later.counts[i];
        }
    }

    List<Bin> bins() {
        return IntStream.range(0, counts.length)
                .mapToObj(i ->
                        new Bin(start(i), i == counts.length - 1 ? max : start(i + 1), counts[i]))
                .toList();
    }

    private double start(int bin) {
        return min + bin * width();
    }

    private double width() {
        return (max - min) / counts.length;
    }
}
