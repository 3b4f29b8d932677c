package dev.millrace.training.fit;

import dev.millrace.contracts.training.EarlyStopping;

/**
 * Decides when to stop, and which epoch was best.
 *
 * <p>The best epoch is the one of the best monitored value, the first of equals. Patience counts
 * the epochs since the value was last better by more than {@code minDelta} than where it stood when
 * patience was last renewed.
 */
final class EarlyStop {

    private final EarlyStopping options;
    private double reference = Double.POSITIVE_INFINITY;
    private int renewed;
    private double best = Double.POSITIVE_INFINITY;
    private int bestEpoch;

    EarlyStop(EarlyStopping options) {
        this.options = options;
    }

    void note(int epoch, double monitored) {
        double cost = options.monitor().moreIsBetter() ? -monitored : monitored;
        if (cost < reference - options.minDelta()) {
            reference = cost;
            renewed = epoch;
        }
        if (cost < best) {
            best = cost;
            bestEpoch = epoch;
        }
    }

    boolean isOver(int epoch) {
        return epoch - renewed >= options.patience();
    }

    /** 0 before the first. */
    int bestEpoch() {
        return bestEpoch;
    }
}
