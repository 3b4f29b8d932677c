package dev.millrace.training.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.contracts.training.Monitor;
import dev.millrace.contracts.training.Schedule;
import org.junit.jupiter.api.Test;

class LearningRatesTest {

    private static final int EPOCHS = 40;

    @Test
    void constantStays() {
        assertThat(rates(new Schedule.Constant())).containsOnly(0.1);
    }

    @Test
    void stepsAreTakenOneAfterTheOther() {
        var rates = rates(new Schedule.Step(3, 0.5));

        double rate = 0.1;
        for (int epoch = 1; epoch <= EPOCHS; epoch++) {
            assertThat(rates[epoch - 1]).isCloseTo(rate, within(1e-15));
            rate = epoch % 3 == 0 ? rate / 2 : rate;
        }
    }

    @Test
    void exponentialMultipliesFromEpochToEpoch() {
        var rates = rates(new Schedule.Exponential(0.9));

        double rate = 0.1;
        for (double found : rates) {
            assertThat(found).isCloseTo(rate, within(1e-15));
            rate *= 0.9;
        }
    }

    /** By the recurrence that PyTorch's CosineAnnealingLR steps along. */
    @Test
    void cosineFollowsItsRecurrence() {
        int falling = 25;
        double least = 0.1 * 0.2;
        var rates = rates(new Schedule.Cosine(falling, 0.2));

        double rate = 0.1;
        for (int passed = 1; passed <= falling; passed++) {
            assertThat(rates[passed - 1]).isCloseTo(rate, within(1e-12));
            double now = 1 + Math.cos(Math.PI * passed / falling);
            double before = 1 + Math.cos(Math.PI * (passed - 1) / falling);
            rate = now / before * (rate - least) + least;
        }
        for (int epoch = falling + 1; epoch <= EPOCHS; epoch++) {
            assertThat(rates[epoch - 1]).isCloseTo(least, within(1e-12));
        }
    }

    @Test
    void cosineTakesAllEpochsThatAreLeft() {
        var rates = rates(new Schedule.WarmUp(4, new Schedule.Cosine(null, null)));

        for (int epoch = 5; epoch <= EPOCHS; epoch++) {
            double half = Math.sin(Math.PI / 2 * (EPOCHS - epoch + 1) / (EPOCHS - 4));
            assertThat(rates[epoch - 1]).isCloseTo(0.1 * half * half, within(1e-12));
        }
    }

    @Test
    void warmUpRisesInEqualStepsAndHandsOverAtTheRate() {
        var rates = rates(new Schedule.WarmUp(5, new Schedule.Step(2, 0.1)));

        assertThat(rates).startsWith(new double[] {0.02, 0.04}, within(1e-12));
        assertThat(rates[4]).isCloseTo(0.1, within(1e-15));
        assertThat(rates[5]).isCloseTo(0.1, within(1e-15));
        assertThat(rates[7]).isCloseTo(0.01, within(1e-15));
    }

    @Test
    void aPlateauReducesAfterItsPatienceDownToTheLeast() {
        var schedule = new Schedule.Plateau(0.1, 2, 1e-3);
        var plateaus = new Plateaus(schedule, Monitor.LOSS);
        var rates = new LearningRates(schedule, 0.1, EPOCHS);

        double[] losses = {5, 4, 4, 4.5, 3.9, 4, 4, 4, 4, 4, 4};
        double[] wanted = {0.1, 0.1, 0.1, 0.01, 0.01, 0.01, 1e-3, 1e-3, 1e-3, 1e-3, 1e-3};
        for (int epoch = 1; epoch <= losses.length; epoch++) {
            plateaus.note(epoch, losses[epoch - 1]);
            assertThat(rates.of(epoch + 1, plateaus.count()))
                    .as("after epoch %d", epoch)
                    .isCloseTo(wanted[epoch - 1], within(1e-12));
        }
    }

    @Test
    void aPlateauOfAnAccuracyLooksUpwards() {
        var plateaus = new Plateaus(new Schedule.Plateau(0.5, 2, null), Monitor.ACCURACY);

        double[] rising = {0.5, 0.6, 0.7, 0.8};
        for (int epoch = 1; epoch <= rising.length; epoch++) {
            plateaus.note(epoch, rising[epoch - 1]);
        }

        assertThat(plateaus.count()).isZero();
    }

    @Test
    void duringAWarmUpNoPlateauIsMet() {
        var schedule = new Schedule.WarmUp(6, new Schedule.Plateau(0.5, 2, null));
        var plateaus = new Plateaus(schedule, Monitor.LOSS);

        for (int epoch = 1; epoch <= 7; epoch++) {
            plateaus.note(epoch, 1);
        }
        assertThat(plateaus.count()).isZero();

        plateaus.note(8, 1);
        assertThat(plateaus.count()).isEqualTo(1);
    }

    private static double[] rates(Schedule schedule) {
        var rates = new double[EPOCHS];
        var of = new LearningRates(schedule, 0.1, EPOCHS);
        for (int epoch = 1; epoch <= EPOCHS; epoch++) {
            rates[epoch - 1] = of.of(epoch, 0);
        }
        return rates;
    }
}
