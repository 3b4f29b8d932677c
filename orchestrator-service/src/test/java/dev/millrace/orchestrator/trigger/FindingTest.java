package dev.millrace.orchestrator.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.millrace.contracts.orchestrator.EmitRequest;
import dev.millrace.contracts.orchestrator.EmittedEventApi;
import dev.millrace.contracts.orchestrator.RunState;
import dev.millrace.contracts.orchestrator.StartRun;
import dev.millrace.contracts.orchestrator.TriggerFinding;
import dev.millrace.contracts.orchestrator.TriggerFinding.State;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;

/** What triggers find, and which runs follow. */
class FindingTest extends TriggerTests {

    @Autowired private EmittedEventApi events;

    @Test
    void anObjectThatAppearsBelowThePrefixStartsOneRunWithItsFacts() {
        object("landing/a/old.csv");
        put(
                "landed",
                """
                {"pipeline": "taker", "on": {"s3": {"prefix": "landing/a/"}},
                 "parameters": {"of": "${event.key} by ${trigger.name}", "size": "${event.size}"}}\
                """);
        look("landed");
        assertThat(findings("landed")).isEmpty();

        // Its key comes before the one that is there.
        object("landing/a/new.csv");
        look("landed");
        look("landed");
        var found = findings("landed");
        assertThat(found).singleElement().matches(each -> each.state() == State.STARTED);
        assertThat(run(found.getFirst()).parameters())
                .containsEntry("of", "landing/a/new.csv by landed")
                .containsEntry("size", "landing/a/new.csv".length());
        assertThat(found.getFirst().facts()).containsEntry("uri", store.uri("landing/a/new.csv"));
    }

    @Test
    void itsRunsReuseNothingWhereItRefusesThat() {
        object("landing/fresh/1");
        put(
                "fresh",
                """
                {"pipeline": "taker", "from": "beginning", "reuse": false,
                 "on": {"s3": {"prefix": "landing/fresh/"}}}\
                """);
        look("fresh");
        var run = run(findings("fresh").getFirst());
        assertThat(runs.history(run.id(), 0).getFirst().data()).containsEntry("reuse", false);
    }

    @Test
    void whatSomebodyTellsStartsOneRunHoweverOftenItIsTold() {
        put(
                "drifted",
                """
                {"pipeline": "taker", "on": {"event": {"name": "drift"}},
                 "parameters": {"of": "${event.data.column}"}}\
                """);
        look("drifted");
        var drift = new EmitRequest("drift", Map.of("column", "bmi"));

        assertThat(events.emit("once", drift).getStatusCode()).isEqualTo(HttpStatus.CREATED);
        assertThat(events.emit("once", drift).getStatusCode()).isEqualTo(HttpStatus.OK);
        assertThatThrownBy(() -> events.emit("once", new EmitRequest("drift", null)))
                .hasMessageContaining("was already used for another request");
        look("drifted");
        look("drifted");

        var found = findings("drifted");
        assertThat(found).singleElement().matches(each -> each.state() == State.STARTED);
        assertThat(run(found.getFirst()).parameters()).containsEntry("of", "bmi");
    }

    @Test
    void fromTheBeginningEverythingThatIsThereCounts() {
        object("landing/b/1");
        object("landing/b/2");
        put(
                "everything",
                """
                {"pipeline": "taker", "from": "beginning", "parallel": 5,
                 "on": {"s3": {"prefix": "landing/b/"}}, "parameters": {"of": "${event.key}"}}\
                """);
        look("everything");
        assertThat(findings("everything"))
                .hasSize(2)
                .allMatch(finding -> finding.state() == State.STARTED);
    }

    @Test
    void anObjectByItsKeyIsFoundWhenItAppears() {
        put("flag", "{\"pipeline\": \"taker\", \"on\": {\"s3\": {\"key\": \"flags/go\"}}}");
        look("flag");
        assertThat(findings("flag")).isEmpty();
        object("flags/go");
        look("flag");
        look("flag");
        assertThat(findings("flag")).hasSize(1);
    }

    @Test
    void theEndOfAnotherPipelineIsFoundOnce() {
        runs.post("pipeline: before\nsteps: {a: {type: noop}}");
        ends(started("before"));
        put(
                "after",
                """
                {"pipeline": "taker", "parallel": 10, "on": {"pipeline": {"name": "before"}},
                 "parameters": {"of": "${event.run}"}}\
                """);
        look("after");
        assertThat(findings("after")).isEmpty();

        var first = started("before");
        ends(first);
        look("after");
        var second = started("before");
        ends(second);
        look("after");
        look("after");
        assertThat(findings("after"))
                .extracting(finding -> run(finding).parameters().get("of"))
                .containsExactly(first.toString(), second.toString());
    }

    @Test
    void aNumberThatRisesIsFoundEachTimeItDoes() {
        jdbc.sql("drop table if exists orders").update();
        jdbc.sql("create table orders (id int)").update();
        put(
                "many",
                """
                {"pipeline": "taker", "on": {"sql": {"connection": "house",
                 "query": "select count(*) from orders", "above": 1}},
                 "parameters": {"size": "${event.value}"}, "parallel": 5}\
                """);
        jdbc.sql("insert into orders values (1), (2), (3)").update();
        look("many");
        look("many");
        assertThat(findings("many")).hasSize(1);
        jdbc.sql("delete from orders").update();
        look("many");
        jdbc.sql("insert into orders values (1), (2)").update();
        look("many");
        assertThat(findings("many"))
                .extracting(finding -> run(finding).parameters().get("size"))
                .containsExactly(3, 2);
    }

    @Test
    void anAnswerIsFoundWhenItComesToBeAsItShouldBe() throws IOException {
        var said = new AtomicReference<>("{\"ready\": false}");
        var service =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext(
                "/",
                exchange -> {
                    var body = said.get().getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, body.length);
                    try (exchange) {
                        exchange.getResponseBody().write(body);
                    }
                });
        service.start();
        try {
            put(
                    "ready",
                    """
                    {"pipeline": "taker", "on": {"http": {"url": "http://127.0.0.1:%d/status",
                     "where": "${body.ready} == true"}}, "parameters": {"of": "${event.body.name}"}}\
                    """
                            .formatted(service.getAddress().getPort()));
            look("ready");
            assertThat(findings("ready")).isEmpty();
            said.set("{\"ready\": true, \"name\": \"ours\"}");
            look("ready");
            look("ready");
            assertThat(findings("ready"))
                    .singleElement()
                    .matches(finding -> run(finding).parameters().get("of").equals("ours"));
        } finally {
            service.stop(0);
        }
    }

    @Test
    void anAddressThatStepsMustNotCallIsRefusedWhenTheTriggerIsWritten() {
        assertThatThrownBy(() ->
                        put(
                                "cloud",
                                """
                                {"pipeline": "taker", "on": {"http": {"url": "http://169.254.169.254/latest"}}}\
                                """))
                .hasMessageContaining("link-local");
    }

    @Test
    void noMoreRunsGoOnAtOnceThanMay() {
        put(
                "few",
                """
                {"pipeline": "held", "on": {"s3": {"prefix": "landing/few/"}}, "parallel": 2}\
                """);
        for (int i = 0; i < 4; i++) {
            object("landing/few/" + i);
        }
        look("few");
        assertThat(findings("few"))
                .extracting(TriggerFinding::state)
                .containsExactly(State.STARTED, State.STARTED, State.QUEUED, State.QUEUED);

        var first = findings("few").getFirst().run();
        runs.cancel(first);
        ends(first);
        starts.startAll();
        assertThat(findings("few"))
                .extracting(TriggerFinding::state)
                .containsExactly(State.STARTED, State.STARTED, State.STARTED, State.QUEUED);
        findings("few").stream()
                .filter(finding -> finding.runState() == RunState.RUNNING)
                .forEach(finding -> runs.cancel(finding.run()));
    }

    @Test
    void aProbeThatFailsBacksOffAndKeepsNobodyElseWaiting() {
        put(
                "broken",
                """
                {"pipeline": "taker", "from": "beginning", "on": {"http": {"url": "http://127.0.0.1:1/"}}}\
                """);
        put("whole", "{\"pipeline\": \"taker\", \"on\": {\"s3\": {\"prefix\": \"landing/w/\"}}}");
        object("landing/w/1");
        look("broken", "whole");
        look("broken", "whole");
        assertThat(findings("whole")).hasSize(1);
        var broken = triggers.trigger("broken");
        assertThat(broken.trouble().looks()).isEqualTo(2);
        assertThat(broken.trouble().message()).contains("127.0.0.1:1 did not answer");
        assertThat(broken.nextLook()).isAfter(broken.trouble().since().plusSeconds(60));
        assertThat(triggers.trigger("whole").trouble()).isNull();
    }

    @Test
    void aPausedTriggerFindsWhatAppearedMeanwhileWhenItIsResumed() {
        put("paused", "{\"pipeline\": \"taker\", \"on\": {\"s3\": {\"prefix\": \"landing/p/\"}}}");
        triggers.pause("paused");
        object("landing/p/1");
        look("paused");
        assertThat(findings("paused")).isEmpty();
        assertThat(triggers.trigger("paused").nextLook()).isNull();

        triggers.resume("paused");
        look("paused");
        assertThat(findings("paused")).hasSize(1);
    }

    @Test
    void aRunThatCannotBeStartedIsAFindingWithItsReason() {
        put(
                "refused",
                """
                {"pipeline": "taker", "on": {"s3": {"prefix": "landing/r/"}}, "parameters": {"of": 1}}\
                """);
        runs.post("pipeline: taker\nparameters: {other: 1}\nsteps: {a: {type: noop}}");
        object("landing/r/1");
        look("refused");
        assertThat(findings("refused"))
                .singleElement()
                .matches(finding -> finding.state() == State.FAILED)
                .matches(finding -> finding.reason().contains("unknown parameter 'of'"));
    }

    private UUID started(String pipeline) {
        return runs.start(null, new StartRun(pipeline, null, Map.of())).getBody().id();
    }
}
