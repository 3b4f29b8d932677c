package dev.millrace.cli.sample;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Invented daily prices: a random walk with drift whose volatility comes in waves. Nothing of the
 * past tells where it goes, which is what the example's honest forecast shows.
 */
final class PriceSample {

    private static final long SEED = 20_100_630;

    private final int days;
    private final RandomGenerator random = new SplittableRandom(SEED);

    PriceSample(int days) {
        this.days = days;
    }

    String csv() {
        var csv = new StringBuilder("Date,Open,High,Low,Close,Adj Close,Volume\n");
        var date = LocalDate.of(2016, 4, 1);
        var close = 16.0;
        var volatility = 0.025;
        for (var day = 0; day < days; day++) {
            date = nextTradingDay(date);
            volatility = 0.028 + 0.9 * (volatility - 0.028) + random.nextGaussian(0, 0.003);
            var spread = Math.max(0.008, volatility);
            var open = close * Math.exp(random.nextGaussian(0, spread * 0.4));
            close = open * Math.exp(random.nextGaussian(0.0012, spread * 0.9));
            var high = Math.max(open, close) * (1 + random.nextExponential() * spread * 0.35);
            var low = Math.min(open, close) / (1 + random.nextExponential() * spread * 0.35);
            csv.append(row(date, open, high, low, close, volume(spread)));
        }
        return csv.toString();
    }

    private long volume(double spread) {
        return Math.round(9e7 * (spread / 0.028) * Math.exp(random.nextGaussian(0, 0.35)) / 100)
                * 100;
    }

    private static String row(
            LocalDate date, double open, double high, double low, double close, long volume) {
        return String.format(
                Locale.ROOT,
                "%s,%.6f,%.6f,%.6f,%.6f,%.6f,%d\n",
                date,
                open,
                high,
                low,
                close,
                close,
                volume);
    }

    private static LocalDate nextTradingDay(LocalDate date) {
        var next = date.plusDays(1);
        while (next.getDayOfWeek() == DayOfWeek.SATURDAY
                || next.getDayOfWeek() == DayOfWeek.SUNDAY) {
            next = next.plusDays(1);
        }
        return next;
    }
}
