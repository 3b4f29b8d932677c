package dev.millrace.training.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Numbers of epochs after which trials are compared: from the least, eta times as many each time,
 * up to all.
 *
 * @param epochs of each rung, ascending
 */
public record Rungs(List<Integer> epochs, int eta) {

    public Rungs {
        epochs = List.copyOf(epochs);
    }

    static Rungs of(int least, int most, int eta) {
        var epochs = new ArrayList<Integer>();
        for (long rung = least; rung * eta <= most; rung *= eta) {
            epochs.add((int) rung);
        }
        epochs.add(most);
        return new Rungs(epochs, eta);
    }

    int first() {
        return epochs.getFirst();
    }

    /**
     * The best trial of a rung that belongs to the best 1 / eta of those measured there and has not
     * gone beyond it.
     */
    Optional<Candidate> promotable(List<Candidate> trials, int rung) {
        int at = epochs.get(rung);
        var measured = measured(trials, at);
        return measured.stream()
                .limit(measured.size() / eta)
                .filter(trial -> !trial.isBeyond(at) && trial.underWay() == null)
                .filter(trial -> Double.isFinite(loss(trial, at)))
                .findFirst();
    }

    /** Best first; of equals the older. */
    static List<Candidate> measured(List<Candidate> trials, int epochs) {
        return trials.stream()
                .filter(trial -> trial.lossAt(epochs) != null)
                .sorted(
                        Comparator.<Candidate>comparingDouble(trial -> loss(trial, epochs))
                                .thenComparingInt(Candidate::number))
                .toList();
    }

    private static double loss(Candidate trial, int epochs) {
        return Objects.requireNonNull(trial.lossAt(epochs));
    }
}
