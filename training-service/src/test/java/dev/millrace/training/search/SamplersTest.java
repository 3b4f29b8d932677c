package dev.millrace.training.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.training.Parameter;
import dev.millrace.contracts.training.Parameter.Choice;
import dev.millrace.contracts.training.Parameter.Int;
import dev.millrace.contracts.training.Parameter.Real;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class SamplersTest {

    private static final int TRIALS = 40;
    private static final Space BRANIN_SPACE =
            Space.of(Map.of("x", Real.of(-5, 10), "y", Real.of(0, 15)));
    private static final Space MIXED_SPACE =
            Space.of(
                    Map.of(
                            "rate",
                            Real.log(1e-5, 1),
                            "units",
                            new Int(4, 256, true, null, null),
                            "kind",
                            Choice.of("sgd", "adam", "adagrad"),
                            "momentum",
                            new Real(0.0, 0.99, false, Map.of("kind", List.<Object>of("sgd")))));

    @Test
    void parzenEstimatorsBeatChanceOnBranin() {
        assertThat(median(new TpeSampler(BRANIN_SPACE, 10), SamplersTest::branin))
                .isLessThan(median(Sampler.random(BRANIN_SPACE), SamplersTest::branin));
    }

    @Test
    void theGaussianProcessBeatsChanceOnBraninByFar() {
        double chance = median(Sampler.random(BRANIN_SPACE), SamplersTest::branin);

        // The lowest values are 0.397887.
        assertThat(median(new GaussianProcessSampler(BRANIN_SPACE, 8), SamplersTest::branin))
                .isLessThan(0.397887 + (chance - 0.397887) / 5);
    }

    @Test
    void bothBeatChanceWhereKindsAndLogarithmsMatter() {
        double chance = median(Sampler.random(MIXED_SPACE), SamplersTest::mixed);

        assertThat(median(new TpeSampler(MIXED_SPACE, 10), SamplersTest::mixed)).isLessThan(chance);
        assertThat(median(new GaussianProcessSampler(MIXED_SPACE, 8), SamplersTest::mixed))
                .isLessThan(chance);
    }

    @Test
    void theSameHistoryAndSeedGiveTheSamePoint() {
        for (var sampler :
                List.of(
                        new TpeSampler(MIXED_SPACE, 5),
                        new GaussianProcessSampler(MIXED_SPACE, 5))) {
            assertThat(run(sampler, SamplersTest::mixed, 3))
                    .isEqualTo(run(sampler, SamplersTest::mixed, 3));
        }
    }

    @Test
    void aConditionalParameterIsThereOnlyWithItsCondition() {
        for (var sampler :
                List.of(
                        Sampler.random(MIXED_SPACE),
                        new TpeSampler(MIXED_SPACE, 5),
                        new GaussianProcessSampler(MIXED_SPACE, 5))) {
            var points = run(sampler, SamplersTest::mixed, 1).stream().map(Tried::point).toList();
            assertThat(points)
                    .allMatch(point ->
                            point.containsKey("momentum") == point.get("kind").equals("sgd"));
            assertThat(points).allMatch(point -> (int) point.get("units") >= 4);
            assertThat(points).allMatch(point -> (int) point.get("units") <= 256);
        }
    }

    @Test
    void aGridHoldsEveryCombinationOnce() {
        var space =
                Space.of(
                        Map.of(
                                "kind", Choice.of("sgd", "adam"),
                                "momentum",
                                        new Real(
                                                0.0,
                                                0.9,
                                                false,
                                                Map.of("kind", List.<Object>of("sgd"))),
                                "units", Int.of(1, 2)));
        var grid = GridSampler.of(space, 3);
        var history = new ArrayList<Tried>();
        var points = new HashSet<Map<String, Object>>();
        for (var point = grid.suggest(history, new SplittableRandom(1));
                point.isPresent();
                point = grid.suggest(history, new SplittableRandom(1))) {
            points.add(point.get());
            history.add(new Tried(point.get(), null));
        }

        assertThat(history).hasSize(8);
        assertThat(points)
                .hasSize(8)
                .contains(
                        Map.of("kind", "sgd", "momentum", 0.9, "units", 2),
                        Map.of("kind", "adam", "units", 1));
        assertThat(GridSampler.bound(space, 3)).isEqualTo(12);
    }

    @Test
    void whatIsUnderWayIsNotTriedAgain() {
        var history =
                new ArrayList<>(run(new TpeSampler(BRANIN_SPACE, 5), SamplersTest::branin, 1));
        var points = new HashSet<Map<String, Object>>();
        for (int lane = 0; lane < 4; lane++) {
            var point =
                    new GaussianProcessSampler(BRANIN_SPACE, 5)
                            .suggest(history, new SplittableRandom(9))
                            .orElseThrow();
            points.add(point);
            history.add(new Tried(point, null));
        }
        assertThat(points).hasSize(4);
    }

    @Test
    void importanceFindsTheParameterThatDecides() {
        var space =
                Space.of(
                        Map.<String, Parameter>of(
                                "a", Real.of(0, 1), "b", Real.of(0, 1), "c", Choice.of(1, 2)));
        ToDoubleFunction<Map<String, Object>> mostlyA =
                point -> 10 * (double) point.get("a") + 0.5 * (double) point.get("b");

        var importance = Importance.of(space, run(Sampler.random(space), mostlyA, 4), 1);

        assertThat(importance.get("a")).isGreaterThan(0.9);
        assertThat(importance.values().stream().mapToDouble(share -> share).sum())
                .isBetween(0.999, 1.001);
        assertThat(importance.keySet()).isEqualTo(Set.of("a", "b", "c"));
    }

    /** Of the best values over ten seeds. */
    private static double median(Sampler sampler, ToDoubleFunction<Map<String, Object>> function) {
        var best = new double[10];
        for (int seed = 0; seed < best.length; seed++) {
            best[seed] =
                    run(sampler, function, seed).stream()
                            .mapToDouble(Tried::loss)
                            .min()
                            .orElseThrow();
        }
        Arrays.sort(best);
        return (best[4] + best[5]) / 2;
    }

    private static List<Tried> run(
            Sampler sampler, ToDoubleFunction<Map<String, Object>> function, int seed) {
        var history = new ArrayList<Tried>();
        for (int trial = 0; trial < TRIALS; trial++) {
            var random = new SplittableRandom(1000L * seed + trial);
            var point = sampler.suggest(history, random).orElseThrow();
            history.add(new Tried(point, function.applyAsDouble(point)));
        }
        return history;
    }

    private static double branin(Map<String, Object> point) {
        double x = (double) point.get("x");
        double y = (double) point.get("y");
        double bend = y - 5.1 / (4 * Math.PI * Math.PI) * x * x + 5 / Math.PI * x - 6;
        return bend * bend + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
    }

    private static double mixed(Map<String, Object> point) {
        double rate = Math.log10((double) point.get("rate")) + 2.5;
        double units = Math.log((int) point.get("units") / 64.0);
        double kind = point.get("kind").equals("adam") ? 0 : 1;
        return rate * rate + units * units + kind;
    }
}
