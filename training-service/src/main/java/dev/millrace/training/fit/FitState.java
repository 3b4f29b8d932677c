package dev.millrace.training.fit;

import dev.millrace.training.engine.Weights;
import java.util.List;

/**
 * A fit after an epoch. What it has decided follows from its history; a fit that takes it up ends
 * as one that was never interrupted.
 *
 * @param current weights after the last epoch of the history
 * @param best weights of the best epoch so far
 * @param optimizer its state after the last epoch
 */
public record FitState(List<Observed> history, Weights current, Weights best, Weights optimizer) {

    public FitState {
        history = List.copyOf(history);
    }

    public int epoch() {
        return history.isEmpty() ? 0 : history.getLast().number();
    }
}
