package dev.millrace.training.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The point of the highest expected improvement, of many drawn by chance and some beside the best
 * (Snoek et al. 2012). Trials under way are taken to end as the mean of the others, failures as the
 * worst.
 */
public final class GaussianProcessSampler implements Sampler {

    private static final int CANDIDATES = 1000;
    private static final int NEIGHBOURS = 200;
    private static final double NEAR = 0.05;
    // Enough to know the space; its cube is the price of a suggestion.
    private static final int MOST_TRIALS = 200;

    private final Space space;
    private final int startup;

    public GaussianProcessSampler(Space space, int startup) {
        this.space = space;
        this.startup = startup;
    }

    @Override
    public Optional<Map<String, Object>> suggest(List<Tried> history, RandomGenerator random) {
        var measured = history.stream().filter(Tried::isMeasured).toList();
        if (history.size() < startup || measured.isEmpty()) {
            return Optional.of(space.random(random));
        }
        var best = measured.stream().min(Comparator.comparingDouble(this::loss)).orElseThrow();
        var process = process(history, measured);
        var candidates = new ArrayList<Map<String, Object>>();
        for (int index = 0; index < CANDIDATES; index++) {
            candidates.add(space.random(random));
        }
        for (int index = 0; index < NEIGHBOURS; index++) {
            candidates.add(beside(best.point(), random));
        }
        return Optional.of(likeliest(candidates, process, loss(best)));
    }

    private Map<String, Object> likeliest(
            List<Map<String, Object>> candidates, GaussianProcess process, double best) {
        var chosen = candidates.getFirst();
        double highest = Double.NEGATIVE_INFINITY;
        for (var candidate : candidates) {
            double improvement = process.at(space.code(candidate)).improvement(best);
            if (improvement > highest) {
                highest = improvement;
                chosen = candidate;
            }
        }
        return chosen;
    }

    private GaussianProcess process(List<Tried> history, List<Tried> measured) {
        double mean = measured.stream().mapToDouble(this::loss).average().orElseThrow();
        double worst = measured.stream().mapToDouble(this::loss).max().orElseThrow();
        var last = history.subList(Math.max(0, history.size() - MOST_TRIALS), history.size());
        return GaussianProcess.of(
                space.codes(last.stream().map(Tried::point).toList()),
                last.stream()
                        .mapToDouble(tried ->
                                tried.loss() == null
                                        ? mean
                                        : tried.isMeasured() ? loss(tried) : worst)
                        .toArray());
    }

    /** A point near another one; now and then a value is drawn anew. */
    private Map<String, Object> beside(Map<String, Object> point, RandomGenerator random) {
        return space.point((dimension, index) -> {
            var value = point.get(dimension.path());
            if (value == null || random.nextInt(10) == 0) {
                return random.nextDouble();
            }
            double place = dimension.place(value);
            double near = place + NEAR * random.nextGaussian();
            return dimension.isChoice() ? place : Math.clamp(near, 0, Math.nextDown(1.0));
        });
    }

    private double loss(Tried tried) {
        return Objects.requireNonNull(tried.loss());
    }
}
