package dev.millrace.cli.sample;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Invented people with the columns and the oddities of the census income data: no header, a blank
 * after each comma, {@code ?} for what is not known, and labels of the test file that end in a full
 * stop. Income follows a logistic model of age, education, marriage, hours and capital with noise.
 */
final class CensusSample {

    private static final List<String> EDUCATION =
            List.of("11th", "HS-grad", "Some-college", "Assoc-voc", "Bachelors", "Masters");
    private static final int[] YEARS = {7, 9, 10, 11, 13, 14};
    private static final List<String> WORK =
            List.of("Private", "Private", "Private", "Self-emp-not-inc", "Local-gov", "?");
    private static final List<String> TRADE =
            List.of(
                    "Exec-managerial",
                    "Prof-specialty",
                    "Craft-repair",
                    "Sales",
                    "Adm-clerical",
                    "Other-service");
    private static final double[] TRADE_EFFECT = {0.9, 0.7, 0.1, 0.2, -0.2, -1.0};
    private static final List<String> COUNTRY =
            List.of("United-States", "United-States", "United-States", "Mexico", "Canada", "?");

    private final int rows;
    private final String end;
    private final RandomGenerator random;

    private CensusSample(int rows, String end, long seed) {
        this.rows = rows;
        this.end = end;
        this.random = new SplittableRandom(seed);
    }

    static CensusSample training(int rows) {
        return new CensusSample(rows, "", 19_940_101);
    }

    static CensusSample test(int rows) {
        return new CensusSample(rows, ".", 19_940_102);
    }

    String csv() {
        var csv = new StringBuilder();
        for (var row = 0; row < rows; row++) {
            csv.append(person()).append('\n');
        }
        return csv.toString();
    }

    private String person() {
        var age = (int) (17 + 60 * Math.pow(random.nextDouble(), 1.5));
        var education = random.nextInt(EDUCATION.size());
        var married = random.nextDouble() < Math.min(0.75, (age - 17) / 30.0);
        var male = random.nextDouble() < 0.67;
        var trade = random.nextInt(TRADE.size());
        var hours = (int) Math.max(5, Math.min(99, random.nextGaussian(40, 11)));
        var gain = random.nextDouble() < 0.08 ? (int) Math.exp(random.nextGaussian(8.3, 1)) : 0;
        var loss = gain == 0 && random.nextDouble() < 0.05 ? random.nextInt(1200, 2500) : 0;
        var score =
                -5.2
                        + 0.03 * (Math.min(age, 55) - 17)
                        + 0.33 * (YEARS[education] - 7)
                        + (married ? 2.3 : 0)
                        + TRADE_EFFECT[trade]
                        + 0.03 * (hours - 40)
                        + (gain > 5000 ? 4 : 0)
                        + (loss > 1800 ? 1.5 : 0);
        var rich = random.nextDouble() < 1 / (1 + Math.exp(-score));
        return String.format(
                Locale.ROOT,
                "%d, %s, %d, %s, %d, %s, %s, %s, White, %s, %d, %d, %d, %s, %s%s",
                age,
                one(WORK),
                random.nextInt(20_000, 500_000),
                EDUCATION.get(education),
                YEARS[education],
                married ? "Married-civ-spouse" : age < 30 ? "Never-married" : "Divorced",
                TRADE.get(trade),
                married ? male ? "Husband" : "Wife" : "Not-in-family",
                male ? "Male" : "Female",
                gain,
                loss,
                hours,
                one(COUNTRY),
                rich ? ">50K" : "<=50K",
                end);
    }

    private String one(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
