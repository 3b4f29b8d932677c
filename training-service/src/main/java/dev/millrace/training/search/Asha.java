package dev.millrace.training.search;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Asynchronous successive halving (Li et al. 2018, algorithm 2): looks from the highest rung down
 * for a trial to promote, and begins a new one if there is none.
 */
public final class Asha implements Strategy {

    private final Sampler sampler;
    private final Rungs rungs;

    /**
     * @param least epochs of the first rung
     * @param most epochs of the last one
     */
    public Asha(Sampler sampler, int least, int most, int eta) {
        this.sampler = sampler;
        this.rungs = Rungs.of(least, most, eta);
    }

    @Override
    public Next next(List<Candidate> trials, boolean mayBegin, RandomGenerator random) {
        for (int rung = rungs.epochs().size() - 2; rung >= 0; rung--) {
            var found = rungs.promotable(trials, rung);
            if (found.isPresent()) {
                return new Next.Promote(found.get().number(), rungs.epochs().get(rung + 1));
            }
        }
        if (mayBegin) {
            var history = trials.stream().map(Candidate::tried).toList();
            var point = sampler.suggest(history, random);
            if (point.isPresent()) {
                return new Next.Begin(point.get(), rungs.first());
            }
        }
        return Strategy.idle(trials);
    }
}
