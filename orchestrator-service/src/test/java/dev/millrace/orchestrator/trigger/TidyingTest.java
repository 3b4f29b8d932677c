package dev.millrace.orchestrator.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.orchestrator.TriggerFinding;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What is forgotten, and what is not. */
class TidyingTest extends TriggerTests {

    @Autowired FindingTidying tidying;

    @Test
    void forgetsOldFindingsButNoneWhoseRunGoesOnOrThatWaits() {
        put(
                "old",
                "{\"pipeline\": \"held\", \"on\": {\"s3\": {\"prefix\": \"tidy/\"}}, \"parallel\": 2}");
        for (int i = 0; i < 3; i++) {
            object("tidy/" + i);
        }
        look("old");
        var first = findings("old").getFirst();
        runs.cancel(first.run());
        ends(first.run());
        jdbc.sql("update finding set found_at = found_at - interval '91 days'").update();

        tidying.run();
        assertThat(findings("old")).hasSize(2).doesNotContain(first);
        findings("old").stream()
                .map(TriggerFinding::run)
                .filter(run -> run != null)
                .forEach(runs::cancel);
    }

    @Test
    void forgetsNothingOfATriggerThatHasNotLookedSince() {
        put("asleep", "{\"pipeline\": \"taker\", \"on\": {\"s3\": {\"prefix\": \"asleep/\"}}}");
        object("asleep/1");
        look("asleep");
        triggers.pause("asleep");
        jdbc.sql("update finding set found_at = found_at - interval '91 days'").update();
        jdbc.sql("update trigger set looked_at = looked_at - interval '91 days'").update();

        tidying.run();
        assertThat(findings("asleep")).hasSize(1);
    }
}
