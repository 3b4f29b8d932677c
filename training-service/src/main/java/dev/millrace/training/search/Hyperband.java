package dev.millrace.training.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Successive halving in brackets (Li et al. 2017, algorithm 1): the first has the most trials and
 * the fewest epochs to begin with, the last runs all of its few to the end; then anew. A rung is
 * complete before its best are promoted.
 */
public final class Hyperband implements Strategy {

    private final Sampler sampler;
    private final List<Bracket> brackets = new ArrayList<>();

    /**
     * How a bracket begins.
     *
     * @param trials in its first rung
     */
    record Bracket(int trials, Rungs rungs) {}

    /**
     * @param least epochs of the first rung of the first bracket
     * @param most epochs of the last rung of all brackets
     */
    public Hyperband(Sampler sampler, int least, int most, int eta) {
        this.sampler = sampler;
        int highest = 0;
        for (long epochs = (long) least * eta; epochs <= most; epochs *= eta) {
            highest++;
        }
        for (int bracket = highest; bracket >= 0; bracket--) {
            double power = Math.pow(eta, bracket);
            int trials = (int) Math.ceil((highest + 1.0) / (bracket + 1) * power);
            int first = Math.max(1, (int) (most / power));
            brackets.add(new Bracket(trials, Rungs.of(first, most, eta)));
        }
    }

    List<Bracket> brackets() {
        return brackets;
    }

    @Override
    public Next next(List<Candidate> trials, boolean mayBegin, RandomGenerator random) {
        int from = 0;
        for (int index = 0; from < trials.size(); index++) {
            var bracket = brackets.get(index % brackets.size());
            int to = Math.min(trials.size(), from + bracket.trials());
            boolean isFull = to - from == bracket.trials() || !mayBegin;
            var promoted = isFull ? promote(trials.subList(from, to), bracket) : NOBODY;
            if (promoted.isPresent()) {
                return promoted.get();
            }
            from = to;
        }
        if (mayBegin) {
            var history = trials.stream().map(Candidate::tried).toList();
            var point = sampler.suggest(history, random);
            if (point.isPresent()) {
                return new Next.Begin(point.get(), bracketOf(trials.size()).rungs().first());
            }
        }
        return Strategy.idle(trials);
    }

    private static final Optional<Next> NOBODY = Optional.empty();

    /** The bracket to which the trial of an index belongs. */
    private Bracket bracketOf(int trial) {
        int left = trial % brackets.stream().mapToInt(Bracket::trials).sum();
        for (var bracket : brackets) {
            if (left < bracket.trials()) {
                return bracket;
            }
            left -= bracket.trials();
        }
        throw new IllegalStateException("no bracket is left");
    }

    /** From the lowest rung up; a rung that is not complete ends the search. */
    private static Optional<Next> promote(List<Candidate> members, Bracket bracket) {
        var population = members;
        var rungs = bracket.rungs();
        for (int rung = 0; rung < rungs.epochs().size() - 1; rung++) {
            int at = rungs.epochs().get(rung);
            var measured = Rungs.measured(population, at);
            if (measured.size() < population.size()) {
                return NOBODY;
            }
            var found = rungs.promotable(population, rung);
            if (found.isPresent()) {
                return Optional.of(
                        new Next.Promote(found.get().number(), rungs.epochs().get(rung + 1)));
            }
            population = measured.subList(0, measured.size() / rungs.eta());
        }
        return NOBODY;
    }
}
