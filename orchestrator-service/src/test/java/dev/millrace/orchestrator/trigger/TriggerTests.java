package dev.millrace.orchestrator.trigger;

import dev.millrace.contracts.orchestrator.Run;
import dev.millrace.contracts.orchestrator.TriggerFinding;
import dev.millrace.contracts.orchestrator.TriggerRequest;
import dev.millrace.kit.store.ObjectStore;
import dev.millrace.orchestrator.schedule.ScheduleTests;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** In the service of the tests of schedules, with its real database and S3. */
abstract class TriggerTests extends ScheduleTests {

    @Autowired TriggerController triggers;
    @Autowired TriggerWatch triggerWatch;
    @Autowired TriggerStarts starts;
    @Autowired ObjectStore store;

    @BeforeEach
    void pipelines() {
        runs.post("pipeline: taker\nparameters: {of: none, size: 0}\nsteps: {a: {type: noop}}");
    }

    void put(String name, String request) {
        triggers.put(name, json.readValue(request, TriggerRequest.class));
    }

    /** As if its time had come, and until all that it found is started. */
    void look(String... names) {
        for (var name : names) {
            due(name);
        }
        begun();
        starts.startAll();
    }

    void due(String name) {
        jdbc.sql("update trigger set next_at = database_now() where name = :name")
                .param("name", name)
                .update();
    }

    void begun() {
        triggerWatch.begin().forEach(CompletableFuture::join);
    }

    /** Oldest first. */
    List<TriggerFinding> findings(String name) {
        return triggers.findings(name, null, 1000).reversed();
    }

    Run run(TriggerFinding finding) {
        return runs.run(finding.run());
    }

    void object(String key) {
        store.put(key, key.getBytes(StandardCharsets.UTF_8));
    }
}
