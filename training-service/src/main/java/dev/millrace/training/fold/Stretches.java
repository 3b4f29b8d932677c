package dev.millrace.training.fold;

import java.util.Arrays;

/**
 * Rows by time, cut into one stretch more than there are folds; fold 0 holds out the second. What
 * happened at one time is never cut apart.
 */
final class Stretches implements Division {

    private final int[] order;
    private final boolean[] newTime;
    private final int[] starts;

    /**
     * @param order rows by time and within one time by key
     * @param newTime whether the row at a place of the order is the first of its time
     */
    Stretches(int[] order, boolean[] newTime, int folds) {
        this.order = order;
        this.newTime = newTime;
        starts = new int[folds + 2];
        for (int stretch = 1; stretch <= folds; stretch++) {
            starts[stretch] = cut((int) ((long) order.length * stretch / (folds + 1)));
        }
        starts[folds + 1] = order.length;
    }

    @Override
    public int[] heldOut(int fold) {
        return Arrays.copyOfRange(order, starts[fold + 1], starts[fold + 2]);
    }

    @Override
    public int[] others(int fold) {
        return Arrays.copyOfRange(order, 0, starts[fold + 1]);
    }

    /** The latest. */
    @Override
    public boolean[] watched(int[] others, double share) {
        var watched = new boolean[others.length];
        int from = cut((int) Math.round(others.length * (1 - share)));
        Arrays.fill(watched, Math.min(from, others.length), others.length, true);
        return watched;
    }

    /** The nearest place from here back where a time begins. */
    private int cut(int place) {
        int cut = place;
        while (cut > 0 && cut < newTime.length && !newTime[cut]) {
            cut--;
        }
        return cut;
    }
}
