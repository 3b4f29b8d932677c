package dev.millrace.orchestrator.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.orchestrator.Firing.State;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is forgotten, and what is not. */
class DecisionTidyingTest extends ScheduleTests {

    @Test
    void keepsTheNewestDecisionsAndWhateverIsNotOver() {
        put("often", "{\"pipeline\": \"quick\", \"every\": \"1m\"}");
        jdbc.sql(
                        """
                        insert into firing (schedule, instant, origin, state, reason, key, request, principal, decided_at)
                        select 'often', timestamptz '2026-01-01Z' + i * interval '1 minute', 'INSTANT',
                               case when i = 3 then 'QUEUED' else 'SKIPPED' end, 'for a test', 'tidying-' || i,
                               '{}', 'ada', now()
                          from generate_series(1, 3000) i
                        """)
                .update();
        var settings = new ScheduleSettings(Duration.ofHours(1), Duration.ofSeconds(10), 100);

        new DecisionTidying(jdbc, settings).run();

        var left = firings("often");
        assertThat(left).hasSize(101);
        assertThat(left.getFirst().state()).isEqualTo(State.QUEUED);
        assertThat(left.get(1).instant()).isEqualTo("2026-01-03T00:21:00Z");
    }
}
