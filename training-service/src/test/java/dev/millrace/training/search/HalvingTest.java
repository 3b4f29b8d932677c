package dev.millrace.training.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.training.Parameter.Real;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which trials are promoted; the point's x is its loss at every rung. */
class HalvingTest {

    private static final Space SPACE = Space.of(Map.of("x", Real.of(0, 1)));

    private final List<Candidate> trials = new ArrayList<>();

    @Test
    void ashaPromotesTheBestOfEachRungAsSoonAsThereAreEnough() {
        var asha = new Asha(Sampler.random(SPACE), 1, 9, 3);
        var steps = new ArrayList<String>();
        for (int step = 0; step < 100; step++) {
            steps.add(oneStep(asha, 36));
        }

        // Li et al. 2018: at least a third of each rung, and some that were good for their time.
        assertThat(reached(1)).isEqualTo(36);
        assertThat(reached(3)).isBetween(12, 20);
        assertThat(reached(9)).isBetween(reached(3) / 3, 10);
        assertThat(steps.subList(0, 4)).containsExactly("begin 1", "begin 1", "begin 1", "to 3");
        assertThat(steps.getLast()).isEqualTo("done");
    }

    @Test
    void everyPromotionIsOfTheBestThirdOfItsRungAtThatMoment() {
        var asha = new Asha(Sampler.random(SPACE), 1, 27, 3);
        for (int step = 0; step < 200; step++) {
            var next = asha.next(trials, trials.size() < 81, new SplittableRandom(step));
            if (next instanceof Next.Promote(int number, int epochs)) {
                var candidate = trials.get(number - 1);
                int rung = epochs / 3;
                double own = candidate.losses().get(rung);
                var losses =
                        trials.stream()
                                .map(trial -> trial.losses().get(rung))
                                .filter(loss -> loss != null)
                                .toList();
                long better = losses.stream().filter(loss -> loss < own).count();
                assertThat(better).isLessThan(losses.size() / 3);
            }
            apply(next);
        }
        assertThat(trials).hasSize(81);
    }

    @Test
    void hyperbandFillsItsBracketsAndHalvesThemInFullRungs() {
        var hyperband = new Hyperband(Sampler.random(SPACE), 1, 9, 3);

        // Li et al. 2017, with R = 9 and eta = 3: 9, 5 and 3 trials.
        assertThat(hyperband.brackets())
                .extracting(Hyperband.Bracket::trials)
                .containsExactly(9, 5, 3);
        assertThat(hyperband.brackets())
                .extracting(bracket -> bracket.rungs().epochs())
                .containsExactly(List.of(1, 3, 9), List.of(3, 9), List.of(9));
        for (int step = 0; step < 40; step++) {
            oneStep(hyperband, 17);
        }
        var first = trials.subList(0, 9);
        assertThat(first.stream().filter(trial -> trial.losses().containsKey(3))).hasSize(3);
        assertThat(first.stream().filter(trial -> trial.losses().containsKey(9))).hasSize(1);
        double lowest =
                first.stream().mapToDouble(trial -> trial.losses().get(1)).min().orElseThrow();
        assertThat(first.stream().filter(trial -> trial.losses().containsKey(9)).findFirst())
                .hasValueSatisfying(trial -> assertThat(trial.losses().get(9)).isEqualTo(lowest));
        assertThat(oneStep(hyperband, 17)).isEqualTo("done");
    }

    @Test
    void aRungThatIsNotCompleteIsWaitedForByHyperbandButNotByAsha() {
        for (int number = 1; number <= 9; number++) {
            var losses = new TreeMap<Integer, Double>();
            if (number < 9) {
                losses.put(1, number / 10.0);
            }
            trials.add(
                    new Candidate(number, Map.of("x", 0.1), losses, number < 9 ? null : 1, false));
        }

        assertThat(step(new Hyperband(Sampler.random(SPACE), 1, 9, 3), 9))
                .isInstanceOf(Next.Await.class);
        assertThat(step(new Asha(Sampler.random(SPACE), 1, 9, 3), 9))
                .isEqualTo(new Next.Promote(1, 3));
    }

    @Test
    void aTrialThatFailedIsNeverPromoted() {
        for (int number = 1; number <= 6; number++) {
            var losses = new TreeMap<>(Map.of(1, Double.POSITIVE_INFINITY));
            trials.add(new Candidate(number, Map.of("x", 0.1), losses, null, true));
        }

        assertThat(step(new Asha(Sampler.random(SPACE), 1, 9, 3), 6)).isInstanceOf(Next.Done.class);
    }

    private Next step(Strategy strategy, int most) {
        return strategy.next(trials, trials.size() < most, new SplittableRandom(trials.size()));
    }

    private String oneStep(Strategy strategy, int most) {
        var next = step(strategy, most);
        apply(next);
        return switch (next) {
            case Next.Begin(var point, int epochs) -> "begin " + epochs;
            case Next.Promote(int trial, int epochs) -> "to " + epochs;
            case Next.Await() -> "await";
            case Next.Done() -> "done";
        };
    }

    /** Every trial is measured at once. */
    private void apply(Next next) {
        switch (next) {
            case Next.Begin(var point, int epochs) ->
                    trials.add(measured(trials.size() + 1, point, new TreeMap<>(), epochs));
            case Next.Promote(int number, int epochs) -> {
                var trial = trials.get(number - 1);
                trials.set(
                        number - 1,
                        measured(number, trial.point(), new TreeMap<>(trial.losses()), epochs));
            }
            case Next.Await _, Next.Done _ -> {}
        }
    }

    private static Candidate measured(
            int number, Map<String, Object> point, TreeMap<Integer, Double> losses, int epochs) {
        losses.put(epochs, (double) point.get("x"));
        return new Candidate(number, point, losses, null, false);
    }

    private int reached(int epochs) {
        return (int) trials.stream().filter(trial -> trial.losses().containsKey(epochs)).count();
    }
}
