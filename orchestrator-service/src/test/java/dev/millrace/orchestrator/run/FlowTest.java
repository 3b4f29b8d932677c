package dev.millrace.orchestrator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.orchestrator.Rerun;
import dev.millrace.contracts.orchestrator.RunState;
import dev.millrace.contracts.orchestrator.Step;
import dev.millrace.contracts.orchestrator.StepState;
import dev.millrace.orchestrator.run.StandInService.Behaviour;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What definitions say of the course of a run, against the real database. */
class FlowTest extends RunTests {

    @Test
    void aCaughtFailureGoesOnAsASuccessAndWhatComesLastRunsInAnyCase() {
        SERVICE.script(key -> new Behaviour.Fail(FailureCode.INVALID_DATA));
        var run =
                started(
                        """
                        pipeline: caught
                        steps:
                          load:
                            type: ingest
                            dataset: d
                            source: /x
                            catch: [{on: [INVALID_DATA], outputs: {reference: "d@7"}}]
                          use: {type: condition, require: "${steps.load.reference} == 'd@7'"}
                          alarm: {type: noop, needs: [load], trigger: one-failed}
                        finally:
                          tidy: {type: noop}
                        """);

        assertThat(ended(run.id()).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(states(run.id()))
                .isEqualTo(
                        Map.of(
                                "load", StepState.FAILED,
                                "use", StepState.SUCCEEDED,
                                "alarm", StepState.SKIPPED,
                                "tidy", StepState.SUCCEEDED));
    }

    @Test
    void aFailedRunStillRunsWhatWatchesFailuresAndWhatComesLast() {
        SERVICE.script(key -> new Behaviour.Fail(FailureCode.INVALID_DATA));
        var run =
                started(
                        """
                        pipeline: watched
                        parameters: {big: 3}
                        steps:
                          load: {type: ingest, dataset: d, source: /x}
                          next: {type: noop, needs: [load]}
                          alarm: {type: noop, needs: [load], trigger: one-failed}
                          unwanted: {type: noop, when: "${parameters.big} > 5"}
                        finally:
                          tidy: {type: noop}
                        """);

        var ended = ended(run.id());

        assertThat(ended.state()).isEqualTo(RunState.FAILED);
        assertThat(ended.message()).startsWith("step 'load' failed: ");
        assertThat(states(run.id()))
                .isEqualTo(
                        Map.of(
                                "load", StepState.FAILED,
                                "next", StepState.SKIPPED,
                                "alarm", StepState.SUCCEEDED,
                                "unwanted", StepState.SKIPPED,
                                "tidy", StepState.SUCCEEDED));
        assertThat(step(run.id(), "unwanted").message())
                .isEqualTo("skipped, because parameters.big is 3, which is not > 5");
    }

    @Test
    void aPausedRunStartsNothingUntilItIsResumed() {
        SERVICE.script(key -> new Behaviour.Hold());
        var run =
                started(
                        """
                        pipeline: paused
                        steps:
                          load: {type: ingest, dataset: d, source: /x}
                          next: {type: noop, needs: [load]}
                        """);
        var job = job(run.id(), "load", 1);

        assertThat(api.pause(run.id()).state()).isEqualTo(RunState.PAUSED);
        SERVICE.succeed(job, Map.of("reference", "d@1"));
        when(run.id(), "load", StepState.SUCCEEDED);

        assertThat(step(run.id(), "next").state()).isEqualTo(StepState.READY);
        assertThat(api.run(run.id()).state()).isEqualTo(RunState.PAUSED);
        api.resume(run.id());
        assertThat(ended(run.id()).state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void aStepThatRunsAgainTakesWithItWhatNeedsItAndNothingElse() {
        SERVICE.script(key -> new Behaviour.Succeed(Map.of("reference", "d@1")));
        var run =
                started(
                        """
                        pipeline: again
                        steps:
                          left: {type: ingest, dataset: l, source: /x}
                          right: {type: ingest, dataset: r, source: /x}
                          join: {type: noop, needs: [left, right]}
                        """);
        ended(run.id());

        api.rerun(run.id(), new Rerun(List.of("right")));

        assertThat(ended(run.id()).state()).isEqualTo(RunState.SUCCEEDED);
        await().until(() -> step(run.id(), "join").attempt() == 2);
        assertThat(step(run.id(), "left").attempt()).isEqualTo(1);
        assertThat(step(run.id(), "right").attempt()).isEqualTo(2);
        assertThat(SERVICE.posts(run.id(), "right", 2)).isEqualTo(1);
    }

    private Map<String, StepState> states(UUID run) {
        return api.run(run).steps().stream().collect(Collectors.toMap(Step::name, Step::state));
    }
}
