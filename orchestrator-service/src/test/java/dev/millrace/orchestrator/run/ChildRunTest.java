package dev.millrace.orchestrator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.orchestrator.Run;
import dev.millrace.contracts.orchestrator.RunState;
import dev.millrace.contracts.orchestrator.StartRun;
import dev.millrace.contracts.orchestrator.StepState;
import dev.millrace.orchestrator.Another;
import dev.millrace.orchestrator.run.StandInService.Behaviour;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

/** Steps that run another pipeline. */
class ChildRunTest extends RunTests {

    @Autowired RunLoop loop;
    @Autowired Environment environment;

    @Test
    void aStepGivesWhatTheRunItStartedGives() {
        api.post(
                """
                pipeline: echo
                parameters: {word: none}
                steps: {a: {type: noop}}
                outputs: {said: "${parameters.word}"}
                """);
        var parent =
                ended(
                        started(
                                        """
                                        pipeline: calls
                                        steps:
                                          a: {type: pipeline, pipeline: echo, parameters: {word: hello}}
                                          b: {type: pipeline, pipeline: echo, parameters: {word: "${steps.a.outputs.said}"}}
                                        """)
                                .id());

        assertThat(parent.state()).isEqualTo(RunState.SUCCEEDED);
        var child = child(parent.id(), "a");
        assertThat(step(parent.id(), "a").outputs())
                .containsEntry("run", child.id().toString())
                .containsEntry("outputs", Map.of("said", "hello"));
        assertThat(step(parent.id(), "b").outputs())
                .containsEntry("outputs", Map.of("said", "hello"));
        assertThat(child.state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(child.startedBy()).isEqualTo(parent.startedBy());
        assertThat(api.run(child.id()).parentRun()).isEqualTo(parent.id());
    }

    @Test
    void aChildBelongsToThePriorityOfItsParent() {
        api.post("pipeline: urgent-child\nsteps: {a: {type: noop}}");
        api.post("pipeline: urgent\nsteps: {a: {type: pipeline, pipeline: urgent-child}}");
        var parent = api.start(null, new StartRun("urgent", null, null, 7)).getBody();
        ended(parent.id());

        assertThat(
                        jdbc.sql("select priority from run where parent_run = :run")
                                .param("run", parent.id())
                                .query(Integer.class)
                                .single())
                .isEqualTo(7);
    }

    @Test
    void theFailureOfAChildIsItsParentsAndNotTriedAgain() {
        SERVICE.script(key -> new Behaviour.Fail(FailureCode.INVALID_DATA));
        var parent = ended(parentOfAJob("fails").id());

        assertThat(parent.state()).isEqualTo(RunState.FAILED);
        var step = step(parent.id(), "a");
        assertThat(step.attempt()).isEqualTo(1);
        assertThat(step.failure().code()).isEqualTo(FailureCode.CHILD_FAILED);
        assertThat(step.failure().message())
                .contains(child(parent.id(), "a").id().toString(), "failed as told");
    }

    @Test
    void aCancelGoesDown() {
        SERVICE.script(key -> new Behaviour.Hold());
        var parent = parentOfAJob("stopped");
        var child = child(parent.id(), "a");
        job(child.id(), "job", 1);

        api.cancel(parent.id());

        assertThat(ended(parent.id()).state()).isEqualTo(RunState.CANCELLED);
        assertThat(ended(child.id()).state()).isEqualTo(RunState.CANCELLED);
        assertThat(step(parent.id(), "a").state()).isEqualTo(StepState.CANCELLED);
    }

    @Test
    void aChildThatSomebodyElseCancelsIsAFailure() {
        SERVICE.script(key -> new Behaviour.Hold());
        var parent = parentOfAJob("undercut");
        var child = child(parent.id(), "a");
        job(child.id(), "job", 1);

        api.cancel(child.id());

        assertThat(ended(parent.id()).state()).isEqualTo(RunState.FAILED);
        assertThat(step(parent.id(), "a").failure().message()).contains("was cancelled");
    }

    @Test
    void aParentThatIsReadAgainFindsTheSameChild() {
        SERVICE.script(key -> new Behaviour.Hold());
        var parent = parentOfAJob("found-again");
        var child = child(parent.id(), "a");
        var job = job(child.id(), "job", 1);
        loop.tell(
                parent.id(),
                (machine, now) -> {
                    throw new IllegalStateException("nobody knows what was written");
                });
        await().until(() -> loop.holds(parent.id(), 2));

        SERVICE.succeed(job, Map.of("reference", "d@1"));

        assertThat(ended(parent.id()).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(api.runs(null, parent.id(), 10)).hasSize(1);
        assertThat(step(parent.id(), "a").attempt()).isEqualTo(1);
    }

    @Test
    void theEndOfAChildThatAnotherInstanceDrivesReachesItsParentAtOnce() {
        SERVICE.script(key -> new Behaviour.Hold());
        try (var other =
                Another.beside(
                        environment, "--millrace.runs.sweep=1h", "--millrace.runs.poll=1h")) {
            var there = other.getBean(OrchestratorController.class);
            postParentOfAJob("apart");
            var parent = there.start(null, new StartRun("apart", null, null)).getBody().id();
            var child = child(parent, "a").id();
            var job = job(child, "job", 1);
            await().until(() -> step(child, "job").job() != null);
            jdbc.sql("update run set owner = :me, generation = generation + 1 where id = :child")
                    .param("me", instance.id())
                    .param("child", child)
                    .update();
            await().until(() -> loop.isHeld(child));

            SERVICE.succeed(job, Map.of("reference", "d@1"));

            await().atMost(Duration.ofSeconds(5))
                    .until(() -> api.run(parent).state() == RunState.SUCCEEDED);
        }
    }

    @Test
    void runsStandAtMostTenDeepWithinEachOther() {
        api.post("pipeline: deep-0\nsteps: {a: {type: noop}}");
        for (int i = 1; i <= Children.DEEPEST; i++) {
            api.post(
                    "pipeline: deep-%d\nsteps: {a: {type: pipeline, pipeline: deep-%d}}"
                            .formatted(i, i - 1));
        }
        assertThat(ended(start("deep-" + (Children.DEEPEST - 1))).state())
                .isEqualTo(RunState.SUCCEEDED);
        var tooDeep = ended(start("deep-" + Children.DEEPEST));

        assertThat(tooDeep.state()).isEqualTo(RunState.FAILED);
        assertThat(tooDeep.message()).contains("runs stand at most 10 deep within each other");
    }

    private UUID start(String pipeline) {
        return api.start(null, new StartRun(pipeline, null, null)).getBody().id();
    }

    private Run parentOfAJob(String name) {
        postParentOfAJob(name);
        return api.run(start(name));
    }

    private void postParentOfAJob(String name) {
        api.post(
                "pipeline: %s-child\nsteps: {job: {type: ingest, dataset: d, source: /x}}"
                        .formatted(name));
        api.post(
                "pipeline: %s\nsteps: {a: {type: pipeline, pipeline: %s-child, retry: {attempts: 3}}}"
                        .formatted(name, name));
    }

    private Run child(UUID parent, String step) {
        return await().until(
                        () ->
                                api.runs(null, parent, 10).stream()
                                        .filter(run -> step.equals(run.parentStep()))
                                        .findFirst(),
                        found -> found.isPresent())
                .orElseThrow();
    }
}
