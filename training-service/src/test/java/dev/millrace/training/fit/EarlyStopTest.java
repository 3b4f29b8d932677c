package dev.millrace.training.fit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.training.EarlyStopping;
import org.junit.jupiter.api.Test;

class EarlyStopTest {

    @Test
    void stopsPatienceEpochsAfterTheBestOne() {
        assertThat(run(3, 0, 5, 4, 3, 3.5, 3.2, 3.1, 1)).isEqualTo("stopped after 6, best 3");
    }

    @Test
    void comparesWithTheBestEpochAndNotWithTheOneBefore() {
        assertThat(run(2, 0, 1, 3, 2, 1.5)).isEqualTo("stopped after 3, best 1");
    }

    @Test
    void theFirstOfEqualEpochsIsTheBest() {
        assertThat(run(5, 0, 2, 2, 2)).isEqualTo("ran 3, best 1");
    }

    @Test
    void smallGainsDoNotRenewPatienceButTheLowestLossIsStillTheBest() {
        assertThat(run(2, 0.5, 3, 2.9, 2.8, 0)).isEqualTo("stopped after 3, best 3");
    }

    @Test
    void slowGainsThatAddUpRenewPatience() {
        assertThat(run(3, 0.5, 3, 2.8, 2.6, 2.4, 2.2)).isEqualTo("ran 5, best 5");
    }

    private static String run(int patience, double minDelta, double... losses) {
        var stop = new EarlyStop(new EarlyStopping(null, patience, minDelta));
        for (int epoch = 1; epoch <= losses.length; epoch++) {
            stop.note(epoch, losses[epoch - 1]);
            if (stop.isOver(epoch)) {
                return "stopped after %d, best %d".formatted(epoch, stop.bestEpoch());
            }
        }
        return "ran %d, best %d".formatted(losses.length, stop.bestEpoch());
    }
}
