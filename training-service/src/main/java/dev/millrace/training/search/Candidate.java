package dev.millrace.training.search;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A trial as a strategy sees it.
 *
 * @param number counted from 1
 * @param losses by the epochs after which it was measured; lower is better, infinite for a failure
 * @param underWay the epochs that it is on its way to; null while it rests
 * @param ended whether more epochs would change nothing: it failed, or stopped early
 */
public record Candidate(
        int number,
        Map<String, Object> point,
        SortedMap<Integer, Double> losses,
        @Nullable Integer underWay,
        boolean ended) {

    public Candidate {
        losses = new TreeMap<>(losses);
    }

    /**
     * Its loss after so many epochs; null if it was not measured there. A trial that has ended
     * stays as good as it was.
     */
    public @Nullable Double lossAt(int epochs) {
        var loss = losses.get(epochs);
        return loss == null && ended && !losses.isEmpty() ? losses.get(losses.lastKey()) : loss;
    }

    /** Whether it has got, or is on its way, beyond so many epochs. */
    boolean isBeyond(int epochs) {
        return ended
                || (underWay != null && underWay > epochs)
                || (!losses.isEmpty() && losses.lastKey() > epochs);
    }

    /** With the loss after the most epochs. */
    public Tried tried() {
        return new Tried(point, losses.isEmpty() ? null : losses.get(losses.lastKey()));
    }
}
