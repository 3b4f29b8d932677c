package dev.millrace.training.study;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.training.Study.State;
import dev.millrace.training.search.Candidate;
import dev.millrace.training.search.Next;
import dev.millrace.training.search.Strategy;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What all lanes of a study share: the trials so far, and what is to be done next. Every change is
 * stored before it is acted upon.
 */
public final class Board {

    private static final long LOOK_AGAIN_MILLIS = 1000;

    private final Goal goal;
    private final Strategy strategy;
    private final Limits limits;
    private final Consumer<TrialRow> store;
    private final SortedMap<Integer, TrialRow> trials = new TreeMap<>();
    private final Deque<TrialRow> interrupted = new ArrayDeque<>();
    private boolean stopped;

    /**
     * @param isOver whether the study's time has passed, or nobody wants it any more
     */
    public record Limits(int trials, long seed, BooleanSupplier isOver) {}

    /**
     * @param earlier trials of an attempt that was interrupted; those that were under way are done
     *     again
     */
    public Board(
            Goal goal,
            Strategy strategy,
            Limits limits,
            Collection<TrialRow> earlier,
            Consumer<TrialRow> store) {
        this.goal = goal;
        this.strategy = strategy;
        this.limits = limits;
        this.store = store;
        earlier.forEach(trial -> trials.put(trial.number(), trial));
        earlier.stream().filter(trial -> trial.state() == State.RUNNING).forEach(interrupted::add);
    }

    /** The next trial to run, up to its epochs under way; empty once there is nothing left. */
    synchronized Optional<TrialRow> take() throws InterruptedException {
        while (!stopped && !limits.isOver().getAsBoolean()) {
            if (!interrupted.isEmpty()) {
                return Optional.of(interrupted.remove());
            }
            switch (next()) {
                case Next.Begin(var point, int epochs) -> {
                    return Optional.of(put(TrialRow.begin(trials.size() + 1, point, epochs)));
                }
                case Next.Promote(int number, int epochs) -> {
                    return Optional.of(put(trial(number).promote(epochs)));
                }
                case Next.Await() -> wait(LOOK_AGAIN_MILLIS);
                case Next.Done() -> {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    private Next next() {
        int number = trials.size() + 1;
        var random = new SplittableRandom(limits.seed() * 1_000_003 + number);
        return strategy.next(candidates(), number <= limits.trials(), random);
    }

    /** Notes what came of a trial; answers how many have failed by now. */
    synchronized long note(TrialRow trial) {
        put(trial);
        notifyAll();
        return trials.values().stream().filter(row -> row.state() == State.FAILED).count();
    }

    private TrialRow put(TrialRow trial) {
        store.accept(trial);
        trials.put(trial.number(), trial);
        return trial;
    }

    /** Nothing is taken any more. */
    synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    public synchronized List<TrialRow> trials() {
        return List.copyOf(trials.values());
    }

    /** The best of those that were measured; one that got further comes before one that did not. */
    public synchronized @Nullable TrialRow best() {
        return best(trials.values(), goal);
    }

    /**
     * Refuses a search in which nothing was measured, with the reason that one of its trials has.
     */
    public TrialRow requireBest() {
        var best = best();
        if (best == null) {
            var reasons = trials().stream().map(TrialRow::reason).filter(Objects::nonNull);
            throw new PlatformException(
                    FailureCode.UNTRAINABLE_DATA,
                    "No trial could be measured. "
                            + reasons.findFirst().orElse("Give the search more time."));
        }
        return best;
    }

    public static @Nullable TrialRow best(Collection<TrialRow> trials, Goal goal) {
        int most =
                trials.stream().filter(Board::isMeasured).mapToInt(Board::reached).max().orElse(0);
        return trials.stream()
                .filter(Board::isMeasured)
                .filter(trial -> reached(trial) == most)
                .min(
                        Comparator.<TrialRow>comparingDouble(
                                        trial -> goal.loss(Objects.requireNonNull(trial.value())))
                                .thenComparingInt(TrialRow::number))
                .orElse(null);
    }

    private static boolean isMeasured(TrialRow trial) {
        return trial.value() != null && trial.state() != State.FAILED;
    }

    /** One that has stopped early by itself is as good as it will get. */
    private static int reached(TrialRow trial) {
        return trial.progress().ended() ? Integer.MAX_VALUE : trial.values().lastKey();
    }

    /** Gives up what rests. */
    public synchronized void prune(String outOfTime) {
        for (var trial : trials()) {
            if (trial.state() == State.PAUSED) {
                int epochs = trial.values().lastKey();
                put(
                        trial.pruned(
                                limits.isOver().getAsBoolean()
                                        ? outOfTime
                                        : standing(trial, epochs)));
            }
        }
        for (var trial : trials()) {
            if (trial.state() == State.RUNNING) {
                put(trial.pruned(outOfTime));
            }
        }
    }

    private String standing(TrialRow trial, int epochs) {
        var losses =
                candidates().stream()
                        .map(candidate -> candidate.lossAt(epochs))
                        .filter(Objects::nonNull)
                        .toList();
        double own = goal.loss(Objects.requireNonNull(trial.value()));
        long better = losses.stream().filter(loss -> loss < own).count();
        return "%d of %d trials were better after %d epochs"
                .formatted(better, losses.size(), epochs);
    }

    private List<Candidate> candidates() {
        return trials.values().stream().map(trial -> trial.candidate(goal)).toList();
    }

    private TrialRow trial(int number) {
        return Objects.requireNonNull(trials.get(number));
    }
}
