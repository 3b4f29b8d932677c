package dev.millrace.orchestrator.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.orchestrator.Run;
import dev.millrace.contracts.orchestrator.RunState;
import dev.millrace.contracts.orchestrator.StartRun;
import dev.millrace.contracts.orchestrator.Step;
import dev.millrace.contracts.orchestrator.StepState;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** Steps that wait until something is there. */
class SensorTest extends TriggerTests {

    @Test
    void waitsForAnObjectAndGivesItsFactsToLaterSteps() {
        var run =
                started(
                        """
                        pipeline: sensing
                        parameters: {key: sensed/here}
                        steps:
                          wait: {type: sensor, on: {s3: {key: "${parameters.key}"}}, every: 1s}
                          gate: {type: condition, needs: [wait], require: "${steps.wait.facts.size} == 11"}
                        """);
        waits(run, "waits for the object sensed/here");
        object("sensed/here");
        ends(run);
        assertThat(runs.run(run).state()).isEqualTo(RunState.SUCCEEDED);
        var outputs = step(run, "wait").outputs();
        assertThat(outputs.get("found").toString()).startsWith("sensed/here ");
        assertThat(outputs.get("facts"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("uri", store.uri("sensed/here"));
    }

    @Test
    void whatIsThereAlreadySatisfiesItUnlessItWaitsForSomethingNew() {
        object("there/already");
        var any = started(sensor("any", "{s3: {prefix: there/}}", "beginning"));
        ends(any);
        assertThat(runs.run(any).state()).isEqualTo(RunState.SUCCEEDED);

        ends(started("pipeline: done\nsteps: {a: {type: noop}}"));
        var next = started(sensor("next", "{pipeline: {name: done}}", "run"));
        waits(next, "waits for the end of a run of 'done'");
        var awaited = started("pipeline: done\nsteps: {a: {type: noop}}");
        ends(next);
        assertThat(step(next, "wait").outputs().get("found").toString())
                .startsWith(awaited.toString());
    }

    @Test
    void hearsAnEventThatAnotherRunTells() {
        var run = started(sensor("hearing", "{event: {name: day-closed}}", "run"));
        waits(run, "waits for the event 'day-closed'");
        started("pipeline: telling\nsteps: {tell: {type: emit, name: day-closed, data: {day: 7}}}");
        ends(run);
        assertThat(step(run, "wait").outputs().get("facts").toString()).contains("day=7");
    }

    @Test
    void saysWhyItCannotLookAndWaitsOn() {
        var run = started(sensor("deaf", "{http: {url: 'http://127.0.0.1:1/'}}", "beginning"));
        waits(run, "cannot look, and tries again: 127.0.0.1:1 did not answer");
        runs.cancel(run);
        ends(run);
        assertThat(runs.run(run).state()).isEqualTo(RunState.CANCELLED);
    }

    @Test
    void mistakesAreToldWhenTheDefinitionIsPosted() {
        Assertions.assertThatThrownBy(() ->
                        runs.post(
                                """
                                pipeline: wrong
                                steps:
                                  a: {type: sensor, on: {s3: {}}, every: 1ms}
                                  b: {type: sensor, on: {dataset: d, event: {name: e}}}
                                  c: {type: sensor, on: {http: {url: 'http://x/', where: 'body.ready'}}}
                                """))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        refused ->
                                assertThat(refused.failure().mistakes())
                                        .extracting(mistake -> mistake.field())
                                        .containsExactlyInAnyOrder(
                                                "steps.a.every",
                                                "steps.a.on.s3",
                                                "steps.b.on",
                                                "steps.c.on.http.where"));
    }

    private static String sensor(String pipeline, String on, String from) {
        return "pipeline: %s\nsteps: {wait: {type: sensor, on: %s, every: 1s, from: %s}}"
                .formatted(pipeline, on, from);
    }

    private UUID started(String definition) {
        var version = runs.post(definition);
        Run run = runs.start(null, new StartRun(version.pipeline(), null, Map.of())).getBody();
        return run.id();
    }

    private Step step(UUID run, String name) {
        return runs.run(run).steps().stream()
                .filter(step -> step.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void waits(UUID run, String message) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() ->
                        step(run, "wait").state() == StepState.RUNNING
                                && step(run, "wait").message().contains(message));
    }
}
