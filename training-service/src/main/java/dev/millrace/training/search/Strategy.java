package dev.millrace.training.search;

import java.util.List;
import java.util.random.RandomGenerator;

/** Decides what a study does next. Pure, as a {@link Sampler} is. */
public interface Strategy {

    /**
     * @param trials all so far, by number
     * @param mayBegin whether a new trial is allowed
     * @param random of the trial that would be begun
     */
    Next next(List<Candidate> trials, boolean mayBegin, RandomGenerator random);

    /** Every trial runs through all epochs, one point after the other. */
    static Strategy of(Sampler sampler, int epochs) {
        return (trials, mayBegin, random) -> {
            if (mayBegin) {
                var history = trials.stream().map(Candidate::tried).toList();
                var point = sampler.suggest(history, random);
                if (point.isPresent()) {
                    return new Next.Begin(point.get(), epochs);
                }
            }
            return idle(trials);
        };
    }

    /** Nothing to begin: over once nothing is under way. */
    static Next idle(List<Candidate> trials) {
        return trials.stream().allMatch(trial -> trial.underWay() == null)
                ? new Next.Done()
                : new Next.Await();
    }
}
