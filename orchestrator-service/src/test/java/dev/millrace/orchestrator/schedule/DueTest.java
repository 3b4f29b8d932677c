package dev.millrace.orchestrator.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.orchestrator.CatchUp;
import dev.millrace.contracts.orchestrator.ScheduleRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What has come of a schedule, as a pure function of the time. */
class DueTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private static Kept every(String every, CatchUp catchUp) {
        var definition =
                new ScheduleRequest(
                        "p", null, null, null, every, null, null, catchUp, 5, null, null);
        return new Kept(
                "s", definition, ScheduleCheck.timing(definition), false, NOON, NOON, NOON, "ada");
    }

    @Test
    void moreThanFitIntoOneLookAreDecidedAboutInTheNextOne() {
        var schedule = every("1s", CatchUp.NONE);
        var now = NOON.plusSeconds(2500);
        var instants = new TreeSet<Instant>();
        var from = NOON;
        while (!from.isAfter(now)) {
            var due = Due.of(schedule, from, now, Duration.ofDays(1));
            assertThat(due.missed()).isNull();
            due.found().forEach(found -> assertThat(instants.add(found.instant())).isTrue());
            from = due.next();
        }
        assertThat(instants).hasSize(2501);
        assertThat(from).isEqualTo(now.plusSeconds(1));
    }

    @Test
    void anInstantBelongsToExactlyOneOfMissedCaughtUpAndOnTime() {
        var now = NOON.plusSeconds(3600);
        for (int onTime = 0; onTime < 400; onTime++) {
            var due = Due.of(every("1m", CatchUp.ALL), NOON, now, Duration.ofSeconds(onTime));
            var found = due.found().stream().map(Due.Found::instant).toList();
            assertThat(found).doesNotHaveDuplicates().isSorted().endsWith(now);
            assertThat(List.of(due.missed().instant(), found.getFirst()))
                    .as("with %d s", onTime)
                    .isEqualTo(List.of(found.getFirst().minusSeconds(60), found.getFirst()));
            assertThat(found).hasSize(5 + onTime / 60 + 1);
        }
    }
}
