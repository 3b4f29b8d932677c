package dev.millrace.training.search;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A density on 0 to 1: a normal around each place, cut off at the ends, and a wide one around the
 * middle as prior. A place's normal is as wide as the longer way to its neighbours (Bergstra et al.
 * 2011).
 */
final class Parzen {

    private static final double PRIOR_PLACE = 0.5;
    private static final double PRIOR_WIDTH = 1;
    private static final int NARROWEST = 100;

    private final double[] places;
    private final double[] widths;

    Parzen(double[] observed) {
        places = Arrays.copyOf(observed, observed.length + 1);
        places[observed.length] = PRIOR_PLACE;
        Arrays.sort(places);
        widths = new double[places.length];
        double narrowest = 1.0 / Math.min(NARROWEST, 1 + places.length);
        int prior = Arrays.binarySearch(places, PRIOR_PLACE);
        for (int index = 0; index < places.length; index++) {
            double left = index == 0 ? places[index] : places[index] - places[index - 1];
            double right =
                    index == places.length - 1
                            ? 1 - places[index]
                            : places[index + 1] - places[index];
            widths[index] =
                    index == prior ? PRIOR_WIDTH : Math.clamp(Math.max(left, right), narrowest, 1);
        }
    }

    double draw(RandomGenerator random) {
        int index = random.nextInt(places.length);
        while (true) {
            double drawn = places[index] + widths[index] * random.nextGaussian();
            if (drawn >= 0 && drawn < 1) {
                return drawn;
            }
        }
    }

    double logDensity(double place) {
        double sum = 0;
        for (int index = 0; index < places.length; index++) {
            double width = widths[index];
            double distance = (place - places[index]) / width;
            double inside =
                    Normal.cumulative((1 - places[index]) / width)
                            - Normal.cumulative(-places[index] / width);
            sum += Normal.density(distance) / (width * inside);
        }
        return Math.log(sum / places.length);
    }
}
