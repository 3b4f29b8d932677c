package dev.millrace.training.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.training.Parameter.Real;
import dev.millrace.contracts.training.Study.State;
import dev.millrace.kit.job.JobInterrupted;
import dev.millrace.training.search.Asha;
import dev.millrace.training.search.Sampler;
import dev.millrace.training.search.Space;
import dev.millrace.training.search.Strategy;
import dev.millrace.training.search.TpeSampler;
import dev.millrace.training.worker.WorkerReport.Losses;
import dev.millrace.training.worker.WorkerReport.TrialMeasured;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A study whose trials take no time: x is the loss, from the first epoch on. */
class BoardTest {

    private static final Space SPACE = Space.of(Map.of("x", Real.of(0, 1)));
    private static final Goal GOAL = new Goal("loss", 1);
    private static final int EPOCHS = 9;

    private final SortedMap<Integer, TrialRow> stored = new TreeMap<>();
    private final List<Integer> ran = new ArrayList<>();

    @Test
    void aStudyThatWasInterruptedGoesOnWithoutRepeatingWhatWasMeasured() throws Exception {
        var strategy = Strategy.of(new TpeSampler(SPACE, 4), EPOCHS);
        search(board(strategy, 12), 2, this::measure);
        var undisturbed = new TreeMap<>(stored);
        stored.clear();
        ran.clear();

        var crashing = board(strategy, 12);
        assertThatThrownBy(() ->
                        search(
                                crashing,
                                1,
                                trial -> {
                                    if (trial.number() == 6) {
                                        throw new JobInterrupted("the service died");
                                    }
                                    return measure(trial);
                                }))
                .isInstanceOf(JobInterrupted.class);
        assertThat(stored.get(6).state()).isEqualTo(State.RUNNING);
        search(board(strategy, 12), 1, this::measure);

        assertThat(ran).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        assertThat(stored.values()).allMatch(trial -> trial.state() == State.COMPLETED);
        assertThat(stored).hasSameSizeAs(undisturbed);
    }

    @Test
    void oneLaneGivesTheSameTrialsEveryTime() throws Exception {
        var strategy = Strategy.of(new TpeSampler(SPACE, 4), EPOCHS);
        search(board(strategy, 15), 1, this::measure);
        var first = new TreeMap<>(stored);
        stored.clear();

        search(board(strategy, 15), 1, this::measure);

        assertThat(stored).isEqualTo(first);
    }

    @Test
    void whatIsNotPromotedIsPrunedAndSaysWhy() throws Exception {
        var board = board(new Asha(Sampler.random(SPACE), 1, EPOCHS, 3), 9);
        search(board, 1, this::measure);
        board.prune("the study's time was over");

        var pruned =
                stored.values().stream().filter(trial -> trial.state() == State.PRUNED).toList();
        assertThat(pruned).hasSizeBetween(6, 8);
        assertThat(pruned).allMatch(trial -> trial.reason().contains("trials were better after"));
        assertThat(board.best().progress().epochs()).isEqualTo(EPOCHS);
    }

    @Test
    void aStudyFailsWhenTooManyTrialsDo() {
        var board = board(Strategy.of(Sampler.random(SPACE), EPOCHS), 20);

        assertThatThrownBy(() ->
                        search(
                                board,
                                1,
                                trial -> {
                                    throw new PlatformException(
                                            FailureCode.DIVERGED, "it diverged");
                                }))
                .hasMessageContaining("3 trials have failed")
                .hasMessageContaining("it diverged");
        assertThat(stored.values()).allMatch(trial -> trial.state() == State.FAILED);
    }

    private Board board(Strategy strategy, int most) {
        return new Board(
                GOAL,
                strategy,
                new Board.Limits(most, 7, () -> false),
                List.copyOf(stored.values()),
                trial -> stored.put(trial.number(), trial));
    }

    private static void search(Board board, int lanes, Trials.Runner runner) throws Exception {
        new Trials(board, GOAL, 2, runner, trial -> {}).run(lanes, () -> {});
    }

    private synchronized TrialMeasured measure(TrialRow trial) {
        ran.add(trial.number());
        int epochs = trial.underWay();
        double loss = (double) trial.params().get("x");
        var losses = new Losses(List.of(), List.of());
        return new TrialMeasured(epochs, epochs, epochs == EPOCHS, 0.1, loss, losses, Map.of());
    }
}
