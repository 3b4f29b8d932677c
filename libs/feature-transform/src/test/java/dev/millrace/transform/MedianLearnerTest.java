package dev.millrace.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MedianLearnerTest {

    private static double median(MedianLearner learner) {
        return (double) ((FittedOperation.Impute) learner.finish()).value();
    }

    private static MedianLearner of(double... values) {
        var learner = new MedianLearner("x");
        Arrays.stream(values).forEach(learner::add);
        return learner;
    }

    @Test
    void isExactForFewDistinctNumbers() {
        assertThat(median(of(3, -1, 2))).isEqualTo(2);
        assertThat(median(of(3, -1, 2, 2.5))).isEqualTo(2.25);
        assertThat(median(of(0, 0, 0, 9))).isEqualTo(0);
        assertThat(median(of(-5, -7))).isEqualTo(-6);
    }

    @Test
    void staysWithinItsBoundForManyDistinctNumbers() {
        double[] values = new Random(5).doubles(200_001, 100, 10_000).toArray();
        var learner = of(values);
        Arrays.sort(values);

        double exact = values[100_000];

        assertThat(median(learner)).isCloseTo(exact, within(exact * 0.0005));
    }

    @Test
    void doesNotDependOnOrderNorOnParts() {
        double[] values = new Random(6).doubles(150_000, -1e6, 1e6).toArray();
        var forwards = of(values);
        var first = of(Arrays.copyOfRange(values, 60_000, 150_000));
        var second = of(Arrays.copyOfRange(values, 0, 60_000)); // still exact when it is merged

        first.merge(second);

        assertThat(median(first)).isEqualTo(median(forwards));
    }
}
