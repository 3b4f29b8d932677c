package dev.millrace.training.automl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class BudgetTest {

    @Test
    void givesAQuarterToEachTrialAndTheRestToTheLastTraining() {
        var early = after(20, 100);

        assertThat(early.forOne()).isEqualTo(20);
        assertThat(early.forLast()).isEqualTo(78);
        assertThat(early.share()).isEqualTo(0.2);
    }

    @Test
    void leavesASecondHoweverLateItIs() {
        assertThat(after(97.5, 100).forOne()).isEqualTo(1);
        assertThat(after(97.5, 100).forLast()).isEqualTo(1);
        assertThat(after(500, 100).forLast()).isEqualTo(1);
    }

    @Test
    void isOverOnceOnlyTheLastTrainingIsInTime() {
        var budget = after(80, 100);

        assertThat(after(500, 100).isOver()).isFalse(); // nothing is there to be trained
        budget.keepFor(8.9);
        assertThat(budget.isOver()).isFalse();
        budget.keepFor(9);
        assertThat(budget.isOver()).isTrue();
    }

    private static Budget after(double seconds, int most) {
        var now = Instant.EPOCH.plusMillis((long) (1000 * seconds));
        return new Budget(Instant.EPOCH, Clock.fixed(now, ZoneOffset.UTC), most);
    }
}
