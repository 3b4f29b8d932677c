package dev.millrace.training.fit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.training.Optimizer;
import dev.millrace.contracts.training.Resources;
import dev.millrace.contracts.training.Schedule;
import java.io.IOException;
import java.util.Comparator;
import org.junit.jupiter.api.Test;

/** A fit ends when whoever listens or a clock wants it, with the best weights so far. */
class FitEndingTest {

    @Test
    void whoeverListensMayEndItEarly() throws IOException {
        var small =
                new SmallFit(fit -> fit.optimizer(new Optimizer.Adam(0.05)))
                        .until(epoch -> epoch.number() < 7);

        var fitted = small.run();

        assertThat(fitted.ending()).isEqualTo(Ending.PRUNED);
        assertThat(fitted.epochs()).isEqualTo(7);
        assertThat(fitted.weights().hash()).isEqualTo(hashOfLowestLoss(small));
    }

    @Test
    void aDeadlineEndsItAfterAnEpoch() throws IOException {
        var resources = new Resources(null, null, null, 1);
        var small =
                new SmallFit(fit -> fit.resources(resources).epochs(50))
                        .on(
                                new dev.millrace.training.engine.Output.Regression(),
                                new SlowRows(SmallFit.noise(160, 1)),
                                SmallFit.noise(30, 2));

        var fitted = small.run();

        assertThat(fitted.ending()).isEqualTo(Ending.DEADLINE);
        assertThat(fitted.epochs()).isBetween(1, 3);
        assertThat(fitted.seconds()).isBetween(1.0, 5.0);
        assertThat(fitted.weights().hash()).isEqualTo(hashOfLowestLoss(small));
    }

    @Test
    void eachEpochIsTrainedWithTheRateOfTheSchedule() throws IOException {
        var small =
                new SmallFit(fit ->
                        fit.epochs(4)
                                .optimizer(new Optimizer.Sgd(0.08, null))
                                .schedule(new Schedule.Step(1, 0.5)));

        small.run();

        assertThat(small.epochs.stream().map(Epoch::learningRate))
                .containsExactly(0.08, 0.04, 0.02, 0.01);
    }

    private static String hashOfLowestLoss(SmallFit small) {
        return small.hashes.get(
                small.epochs.stream()
                                .min(Comparator.comparingDouble(Epoch::validationLoss))
                                .orElseThrow()
                                .number()
                        - 1);
    }
}
