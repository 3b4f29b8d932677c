package dev.millrace.training.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How well scores put the rows of a class before the others, whatever the threshold.
 *
 * <p>Rows of equal score form one group: a threshold lies between groups, never inside one.
 */
final class Ranking {

    // The bits of a double from 0 to 1 sort like the double and leave one bit free, which says
    // whether
    // the row belongs.
    private final long[] ascending;
    private final long positives;

    /**
     * @param scores from 0 to 1
     */
    Ranking(double[] scores, boolean[] belongs) {
        ascending = new long[scores.length];
        long count = 0;
        for (int row = 0; row < scores.length; row++) {
            if (!(scores[row] >= 0 && scores[row] <= 1)) {
                throw new IllegalArgumentException(
                        "The score of row %d is %s, not from 0 to 1".formatted(row, scores[row]));
            }
            // + 0.0 turns -0 into 0
            long bits = Double.doubleToLongBits(scores[row] + 0.0);
            ascending[row] = (bits << 1) | (belongs[row] ? 1 : 0);
            count += belongs[row] ? 1 : 0;
        }
        Arrays.sort(ascending);
        positives = count;
    }

    /**
     * Area under the ROC curve: the chance that a row of the class scores above a row of the
     * others, ties counting half (Hanley and McNeil 1982). Empty unless both kinds are there.
     */
    OptionalDouble rocAuc() {
        long negatives = ascending.length - positives;
        if (positives == 0 || negatives == 0) {
            return OptionalDouble.empty();
        }
        double wins = 0;
        long negativesBelow = 0;
        for (int from = 0; from < ascending.length; ) {
            int to = groupEnd(from);
            long inClass = positivesIn(from, to);
            long others = to - from - inClass;
            wins += inClass * (negativesBelow + others / 2.0);
            negativesBelow += others;
            from = to;
        }
        return OptionalDouble.of(wins / ((double) positives * negatives));
    }

    /**
     * Average precision: the sum over thresholds, from high to low, of the recall gained times the
     * precision there (scikit-learn's {@code average_precision_score}; no interpolation). Empty
     * without a row of the class.
     */
    OptionalDouble averagePrecision() {
        if (positives == 0) {
            return OptionalDouble.empty();
        }
        double sum = 0;
        long found = 0;
        for (int to = ascending.length; to > 0; ) {
            int from = groupStart(to);
            long inClass = positivesIn(from, to);
            found += inClass;
            sum += inClass * ((double) found / (ascending.length - from));
            to = from;
        }
        return OptionalDouble.of(sum / positives);
    }

    /** What every threshold that makes a difference would take, from the highest to the lowest. */
    List<Cut> cuts() {
        var cuts = new ArrayList<Cut>();
        long hits = 0;
        for (int to = ascending.length; to > 0; ) {
            int from = groupStart(to);
            hits += positivesIn(from, to);
            double lowest = Double.longBitsToDouble(score(from));
            cuts.add(new Cut(lowest, hits, ascending.length - from));
            to = from;
        }
        return cuts;
    }

    /**
     * The rows of at least this score.
     *
     * @param hits how many of them belong
     */
    record Cut(double score, long hits, long taken) {}

    long rows() {
        return ascending.length;
    }

    /** Rows that belong. */
    long positives() {
        return positives;
    }

    private int groupEnd(int from) {
        int to = from + 1;
        while (to < ascending.length && score(to) == score(from)) {
            to++;
        }
        return to;
    }

    private int groupStart(int to) {
        int from = to - 1;
        while (from > 0 && score(from - 1) == score(to - 1)) {
            from--;
        }
        return from;
    }

    private long positivesIn(int from, int to) {
        long count = 0;
        for (int row = from; row < to; row++) {
            count += ascending[row] & 1;
        }
        return count;
    }

    private long score(int row) {
        return ascending[row] >> 1;
    }
}
