package dev.millrace.orchestrator.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.orchestrator.AuditApi;
import dev.millrace.contracts.orchestrator.AuditEntry;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class TriggeredAuditTest extends TriggerTests {

    @Autowired AuditApi audit;

    @Test
    void aRunThatATriggerStartsIsAudited() {
        put("audited", "{\"pipeline\": \"taker\", \"on\": {\"s3\": {\"key\": \"flags/audited\"}}}");
        object("flags/audited");
        look("audited");

        var run = findings("audited").getFirst().run();
        assertThat(audit.entries(null, "trigger", "runs/" + run, null, null, null, 10))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.path()).isEqualTo("triggers/audited");
                    assertThat(entry.outcome()).isEqualTo(AuditEntry.Outcome.DONE);
                });
    }
}
