package dev.millrace.training.fit;

/**
 * Decides when to stop, and which epoch was best.
 *
 * <p>The best epoch is the one of the lowest validation loss, the first of equals. Patience counts
 * the epochs since the loss last fell by more than {@code minDelta} below where it stood when
 * patience was last renewed.
 */
final class EarlyStop {

    private final int patience;
    private final double minDelta;
    private double reference = Double.POSITIVE_INFINITY;
    private int renewed;
    private double bestLoss = Double.POSITIVE_INFINITY;
    private int bestEpoch;

    EarlyStop(int patience, double minDelta) {
        this.patience = patience;
        this.minDelta = minDelta;
    }

    /** Notes an epoch's validation loss; answers whether the epoch is the best so far. */
    boolean isBest(int epoch, double loss) {
        if (loss < reference - minDelta) {
            reference = loss;
            renewed = epoch;
        }
        if (loss >= bestLoss) {
            return false;
        }
        bestLoss = loss;
        bestEpoch = epoch;
        return true;
    }

    boolean isOver(int epoch) {
        return epoch - renewed >= patience;
    }

    int bestEpoch() {
        return bestEpoch;
    }
}
