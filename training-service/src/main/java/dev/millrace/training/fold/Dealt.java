package dev.millrace.training.fold;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Rows dealt one by one, like cards, in the order of their strata and keys: the folds differ by at
 * most one row, in all and in each stratum. With a single stratum this is the plain kind.
 */
final class Dealt implements Division {

    private final int[] order;
    private final int[] fold;

    /**
     * @param order rows by stratum and within it by key
     */
    Dealt(int[] order, int folds) {
        this.order = order;
        fold = new int[order.length];
        for (int place = 0; place < order.length; place++) {
            fold[order[place]] = place % folds;
        }
    }

    @Override
    public int[] heldOut(int number) {
        return rows(row -> fold[row] == number);
    }

    @Override
    public int[] others(int number) {
        return rows(row -> fold[row] != number);
    }

    /** Every so manyth row, which takes the share of each stratum. */
    @Override
    public boolean[] watched(int[] others, double share) {
        var watched = new boolean[others.length];
        for (int place = 0; place < others.length; place++) {
            watched[place] = Math.floor((place + 1) * share) > Math.floor(place * share);
        }
        return watched;
    }

    private int[] rows(IntPredicate wanted) {
        return Arrays.stream(order).filter(wanted).toArray();
    }
}
