package dev.millrace.prep.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class MomentsTest {

    private final double[] values =
            new Random(3).doubles(1000).map(x -> Math.exp(3 * x) + 1000).toArray();

    @Test
    void agreeWithTheTwoPassFormulasHoweverTheyAreMerged() {
        double mean = DoubleStream.of(values).average().orElseThrow();
        double m2 = DoubleStream.of(values).map(x -> Math.pow(x - mean, 2)).sum();
        double m3 = DoubleStream.of(values).map(x -> Math.pow(x - mean, 3)).sum();
        double n = values.length;
        double g1 = (m3 / n) / Math.pow(m2 / n, 1.5);

        for (int cut : new int[] {0, 1, 2, 500, 1000}) {
            var moments = over(0, cut);
            moments.merge(over(cut, values.length));

            assertThat(moments.mean()).isCloseTo(mean, within(1e-9));
            assertThat(moments.standardDeviation())
                    .isCloseTo(Math.sqrt(m2 / (n - 1)), within(1e-9));
            assertThat(moments.skewness())
                    .isCloseTo(g1 * Math.sqrt(n * (n - 1)) / (n - 2), within(1e-9));
        }
    }

    @Test
    void saysNothingThatTooFewValuesCannotTell() {
        assertThat(over(0, 1).standardDeviation()).isNull();
        assertThat(over(0, 2).skewness()).isNull();
    }

    private Moments over(int from, int to) {
        var moments = new Moments();
        for (int i = from; i < to; i++) {
            moments.add(values[i]);
        }
        return moments;
    }
}
