package dev.millrace.prep.profile;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Count, mean and central moments of numbers, in one pass and mergeable. Updating formulas: Pébay,
 * "Formulas for robust, one-pass parallel computation of covariances and arbitrary-order
 * statistical moments", Sandia report SAND2008-6212.
 */
final class Moments implements Serializable {

    private long n;
    private double mean;
    private double m2;
    private double m3;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    void add(double value) {
        long before = n;
        n++;
        double delta = value - mean;
        double share = delta / n;
        double term = delta * share * before;
        mean += share;
        m3 += term * share * (n - 2) - 3 * share * m2;
        m2 += term;
        min = Math.min(min, value);
        max = Math.max(max, value);
    }

    void merge(Moments later) {
        if (later.n == 0) {
            return;
        }
        double delta = later.mean - mean;
        long all = n + later.n;
        double a = n;
        double b = later.n;
        m3 +=
                later.m3
                        + delta * delta * delta * a * b * (a - b) / ((double) all * all)
                        + 3 * delta * (a * later.m2 - b * m2) / all;
        m2 += later.m2 + delta * delta * a * b / all;
        mean += delta * b / all;
        n = all;
        min = Math.min(min, later.min);
        max = Math.max(max, later.max);
    }

    long count() {
        return n;
    }

    double mean() {
        return mean;
    }

    double min() {
        return min;
    }

    double max() {
        return max;
    }

    /** Of the sample; null below two values. */
    @Nullable Double standardDeviation() {
        return n < 2 ? null : Math.sqrt(m2 / (n - 1));
    }

    /** G1 = g1 * sqrt(n (n - 1)) / (n - 2); null below three values; 0 where all are equal. */
    @Nullable Double skewness() {
        if (n < 3) {
            return null;
        }
        if (m2 == 0) {
            return 0.0;
        }
        double g1 = Math.sqrt(n) * m3 / Math.pow(m2, 1.5);
        return g1 * Math.sqrt((double) n * (n - 1)) / (n - 2);
    }
}
