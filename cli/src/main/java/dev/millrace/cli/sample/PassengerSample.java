package dev.millrace.cli.sample;

import java.time.YearMonth;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Invented monthly passengers: growth, a summer peak that grows with the level, and noise that
 * lasts for some months.
 */
final class PassengerSample {

    private static final long SEED = 19_490_101;
    private static final double[] SEASON = {
        0.91, 0.88, 1.01, 0.98, 0.98, 1.11, 1.23, 1.22, 1.06, 0.92, 0.80, 0.90
    };

    private final int months;
    private final RandomGenerator random = new SplittableRandom(SEED);

    PassengerSample(int months) {
        this.months = months;
    }

    String csv() {
        var csv = new StringBuilder("\"Month\",\"Passengers\"\n");
        var month = YearMonth.of(2001, 1);
        var disturbance = 0.0;
        for (var index = 0; index < months; index++) {
            disturbance = 0.8 * disturbance + random.nextGaussian(0, 0.018);
            var level = 150 * Math.exp(0.0095 * index + disturbance);
            var passengers = Math.round(level * SEASON[month.getMonthValue() - 1]);
            csv.append('"').append(month).append("\",").append(passengers).append('\n');
            month = month.plusMonths(1);
        }
        return csv.toString();
    }
}
