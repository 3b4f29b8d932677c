package dev.millrace.training.search;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Tree-structured Parzen estimator (Bergstra et al. 2011): draws from the density of the good
 * points and takes what is likeliest to be of them. Trials that failed or are under way count as
 * bad, so that no two of several trials at a time try the same.
 */
public final class TpeSampler implements Sampler {

    private static final int CANDIDATES = 24;
    private static final double GOOD_SHARE = 0.15;
    private static final int MOST_GOOD = 25;

    private final Space space;
    private final int startup;

    public TpeSampler(Space space, int startup) {
        this.space = space;
        this.startup = startup;
    }

    @Override
    public Optional<Map<String, Object>> suggest(List<Tried> history, RandomGenerator random) {
        var measured =
                history.stream()
                        .filter(Tried::isMeasured)
                        .sorted(Comparator.comparingDouble(tried -> loss(tried)))
                        .toList();
        if (history.size() < startup || measured.isEmpty()) {
            return Optional.of(space.random(random));
        }
        int count = Math.min(MOST_GOOD, (int) Math.ceil(GOOD_SHARE * measured.size()));
        var good = measured.subList(0, count);
        var bad = history.stream().filter(tried -> !good.contains(tried)).toList();
        return Optional.of(space.point((dimension, index) -> place(dimension, good, bad, random)));
    }

    private static double loss(Tried tried) {
        return Objects.requireNonNull(tried.loss());
    }

    private static double place(
            Dimension dimension, List<Tried> good, List<Tried> bad, RandomGenerator random) {
        return dimension.isChoice()
                ? choice(dimension, places(dimension, good), places(dimension, bad), random)
                : number(places(dimension, good), places(dimension, bad), random);
    }

    /** Of the trials that have the parameter. */
    private static double[] places(Dimension dimension, List<Tried> trials) {
        return trials.stream()
                .map(tried -> tried.point().get(dimension.path()))
                .filter(Objects::nonNull)
                .mapToDouble(dimension::place)
                .toArray();
    }

    private static double number(double[] good, double[] bad, RandomGenerator random) {
        var likely = new Parzen(good);
        var unlikely = new Parzen(bad);
        double best = 0.5;
        double highest = Double.NEGATIVE_INFINITY;
        for (int candidate = 0; candidate < CANDIDATES; candidate++) {
            double place = likely.draw(random);
            double ratio = likely.logDensity(place) - unlikely.logDensity(place);
            if (ratio > highest) {
                highest = ratio;
                best = place;
            }
        }
        return best;
    }

    private static double choice(
            Dimension dimension, double[] good, double[] bad, RandomGenerator random) {
        int count = dimension.count();
        var likely = shares(count, good);
        var unlikely = shares(count, bad);
        int best = 0;
        double highest = Double.NEGATIVE_INFINITY;
        for (int candidate = 0; candidate < CANDIDATES; candidate++) {
            int index = draw(likely, random);
            double ratio = likely[index] / unlikely[index];
            if (ratio > highest) {
                highest = ratio;
                best = index;
            }
        }
        return (best + 0.5) / count;
    }

    /** How often each value was taken, one taken for each as prior. */
    private static double[] shares(int count, double[] places) {
        var shares = new double[count];
        Arrays.fill(shares, 1.0 / (places.length + count));
        for (double place : places) {
            shares[(int) (place * count)] += 1.0 / (places.length + count);
        }
        return shares;
    }

    private static int draw(double[] shares, RandomGenerator random) {
        double left = random.nextDouble();
        for (int index = 0; index < shares.length; index++) {
            left -= shares[index];
            if (left < 0) {
                return index;
            }
        }
        return shares.length - 1;
    }
}
