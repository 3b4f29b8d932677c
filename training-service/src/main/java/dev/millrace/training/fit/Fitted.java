package dev.millrace.training.fit;

import dev.millrace.contracts.training.Finding;
import dev.millrace.training.engine.Weights;
import java.util.List;

/**
 * How a fit ended.
 *
 * @param bestEpoch whose weights these are, counted from 1
 * @param history all epochs, those before a resume too
 */
public record Fitted(
        int bestEpoch,
        Weights weights,
        Ending ending,
        List<Epoch> history,
        List<Finding> findings) {

    public Fitted {
        history = List.copyOf(history);
        findings = List.copyOf(findings);
    }

    /** How many were run. */
    public int epochs() {
        return history.size();
    }

    /** Of all epochs. */
    public double seconds() {
        return history.stream().mapToDouble(Epoch::seconds).sum();
    }

    /** Share of that time in which the network waited for rows. */
    public double loaderShare() {
        return history.stream().mapToDouble(Epoch::waited).sum() / Math.max(seconds(), 1e-9);
    }
}
