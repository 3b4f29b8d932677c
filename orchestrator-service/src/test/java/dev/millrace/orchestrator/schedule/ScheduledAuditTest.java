package dev.millrace.orchestrator.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.orchestrator.AuditApi;
import dev.millrace.contracts.orchestrator.AuditEntry;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class ScheduledAuditTest extends ScheduleTests {

    @Autowired AuditApi audit;

    @Test
    void aRunThatAScheduleStartsIsAudited() {
        put("audited", "{\"pipeline\": \"quick\", \"cron\": \"0 13 * * *\"}");

        lookAt("2026-11-20T13:00:01Z");
        lookAt("2026-11-20T13:00:02Z");

        var run = firings("audited").getFirst().run();
        assertThat(audit.entries(null, "schedule", "runs/" + run, null, null, null, 10))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.path()).isEqualTo("schedules/audited");
                    assertThat(entry.actor()).isEqualTo("anonymous");
                    assertThat(entry.outcome()).isEqualTo(AuditEntry.Outcome.DONE);
                });
    }
}
