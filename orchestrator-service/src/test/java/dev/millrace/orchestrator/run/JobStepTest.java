package dev.millrace.orchestrator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.job.Headers;
import dev.millrace.contracts.job.JobState;
import dev.millrace.contracts.orchestrator.Run;
import dev.millrace.contracts.orchestrator.RunEvent;
import dev.millrace.contracts.orchestrator.RunState;
import dev.millrace.contracts.orchestrator.StartRun;
import dev.millrace.contracts.orchestrator.StepState;
import dev.millrace.orchestrator.run.StandInService.Behaviour;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;

class JobStepTest extends RunTests {

    private static final String ONE =
            """
            pipeline: one
            steps:
              ingest: {type: ingest, dataset: d, source: /d.csv, timeout: 20s, retry: {attempts: 3, backoff: 50ms}}
              after: {type: noop, needs: [ingest]}
            """;

    @Test
    void handsOutputsFromStepToStepWithTheirTypes() {
        SERVICE.script(key ->
                new Behaviour.Succeed(
                        key.contains(":ingest:")
                                ? Map.of("reference", "d@1")
                                : Map.of("profile", "p1", "rows", 5)));

        var run =
                started(
                        """
                        pipeline: hand-over
                        parameters: {name: d, target: y}
                        steps:
                          ingest: {type: ingest, dataset: d, source: "/data/${parameters.name}.csv"}
                          profile: {type: profile, dataset: "${steps.ingest.reference}", target: "${parameters.target}"}
                          enough: {type: condition, require: "${steps.profile.rows} >= 5"}
                        """);

        assertThat(ended(run.id()).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(SERVICE.posts)
                .extracting(StandInService.Posted::path)
                .containsExactly("/v1/ingestions", "/v1/profiles");
        assertThat(SERVICE.posts.get(0).body()).contains("/data/d.csv");
        assertThat(SERVICE.posts.get(1).body()).contains("d@1");
        assertThat(step(run.id(), "enough").outputs()).containsEntry("met", true);
    }

    @Test
    void callsCarryRunStepAndPrincipal() {
        var version = api.post(ONE);
        var run =
                http().post()
                        .uri("/v1/runs")
                        .header(Headers.PRINCIPAL, "ada")
                        .body(new StartRun(version.pipeline(), null, null))
                        .retrieve()
                        .body(Run.class);

        ended(run.id());

        assertThat(run.startedBy()).isEqualTo("ada");
        assertThat(SERVICE.posts.getFirst().headers())
                .containsEntry("run", run.id().toString())
                .containsEntry("step", "ingest")
                .containsEntry("principal", "ada");
        assertThat(api.history(run.id(), 0).getFirst().actor()).isEqualTo("ada");
    }

    @Test
    void aJobThatEndsBeforeItsPostIsAnsweredIsNotMissed() {
        SERVICE.script(key -> new Behaviour.CallBackFirst(Map.of("reference", "d@1")));

        var run = ended(started(ONE).id());

        assertThat(run.state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(SERVICE.posts(run.id(), "ingest", 1)).isEqualTo(1);
    }

    @Test
    void lateAndRepeatedCallbacksAreHarmlessAndUnknownOnesAreRefused() {
        var run = ended(started(ONE).id());
        var callback = SERVICE.callback(SERVICE.job(run.id(), "ingest", 1));
        long events = api.history(run.id(), 0).size();

        assertThat(SERVICE.callBack(callback)).isEqualTo(200);
        assertThat(SERVICE.callBack(callback)).isEqualTo(200);
        assertThat(
                        SERVICE.callBack(
                                callback.substring(0, callback.length() - 36) + UUID.randomUUID()))
                .isEqualTo(404);
        assertThat(api.history(run.id(), 0)).hasSize((int) events);
    }

    @Test
    void withoutCallbacksPollingFindsTheEndAndShowsProgress() {
        SERVICE.loseCallbacks();
        SERVICE.script(key -> new Behaviour.Hold());
        var run = started(ONE);
        var job = job(run.id(), "ingest", 1);

        SERVICE.progress(job, 0.5, "half way");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> assertThat(step(run.id(), "ingest").progress()).isEqualTo(0.5));
        assertThat(step(run.id(), "ingest").message()).isEqualTo("half way");
        SERVICE.succeed(job, Map.of("reference", "d@1"));

        assertThat(ended(run.id()).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(step(run.id(), "ingest").job()).isEqualTo(job);
        assertThat(api.log(run.id(), "ingest", 0).getFirst().data()).containsEntry("line", "hello");
        assertThat(api.log(run.id(), "after", 0)).isEmpty();
    }

    @Test
    void retriesWhatMayPassAndGivesEachAttemptAKeyOfItsOwn() {
        SERVICE.script(key ->
                key.endsWith(":3")
                        ? new Behaviour.Succeed(Map.of())
                        : new Behaviour.Fail(FailureCode.WORKER_LOST));

        var run = ended(started(ONE).id());

        assertThat(run.state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(step(run.id(), "ingest").attempt()).isEqualTo(3);
        assertThat(api.history(run.id(), 0))
                .extracting(RunEvent::type)
                .containsSubsequence(
                        "step-started",
                        "step-retrying",
                        "step-started",
                        "step-retrying",
                        "step-started",
                        "step-succeeded");
    }

    @Test
    void failsOnceItsAttemptsAreSpentAndSkipsWhatNeedsIt() {
        SERVICE.script(key -> new Behaviour.Fail(FailureCode.WORKER_LOST));

        var run = ended(started(ONE).id());

        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(step(run.id(), "ingest").attempt()).isEqualTo(3);
        assertThat(step(run.id(), "ingest").failure().code()).isEqualTo(FailureCode.WORKER_LOST);
        assertThat(step(run.id(), "after").state()).isEqualTo(StepState.SKIPPED);
    }

    @Test
    void neverRetriesAUsersMistake() {
        SERVICE.script(key -> new Behaviour.Fail(FailureCode.INVALID_DATA));
        assertThat(step(ended(started(ONE).id()).id(), "ingest").attempt()).isEqualTo(1);

        SERVICE.script(key -> new Behaviour.Refuse(FailureCode.SOURCE_REFUSED));
        var refused = step(ended(started(ONE).id()).id(), "ingest");
        assertThat(refused.attempt()).isEqualTo(1);
        assertThat(refused.failure().code()).isEqualTo(FailureCode.SOURCE_REFUSED);
    }

    @Test
    void aSubmitThatBreaksIsRepeatedWithItsKeySinceTheJobMayExist() {
        SERVICE.script(key ->
                SERVICE.posts.size() < 3
                        ? new Behaviour.Refuse(FailureCode.INTERNAL_ERROR)
                        : new Behaviour.Succeed(Map.of()));
        var run = ended(started(ONE).id());
        assertThat(run.state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(step(run.id(), "ingest").attempt()).isEqualTo(1);

        SERVICE.script(key ->
                key.endsWith(":ingest:1")
                        ? new Behaviour.Refuse(FailureCode.INTERNAL_ERROR)
                        : new Behaviour.Succeed(Map.of()));
        var broken = ended(started(ONE).id());
        assertThat(step(broken.id(), "ingest").attempt()).isEqualTo(2);
        assertThat(SERVICE.posts(broken.id(), "ingest", 1)).as("not for ever").isEqualTo(4);
    }

    @Test
    void aServiceThatIsAwayDoesNotCostAnAttempt() {
        SERVICE.loseCallbacks();
        SERVICE.script(key -> new Behaviour.Hold());
        var run = started(ONE);
        var job = job(run.id(), "ingest", 1);
        await().until(() -> step(run.id(), "ingest").job() != null);

        SERVICE.goDown();
        await().atMost(Duration.ofSeconds(10))
                .until(() ->
                        step(run.id(), "ingest").message().contains("waiting for ingest-service"));
        SERVICE.comeBack();
        SERVICE.succeed(job, Map.of());

        assertThat(ended(run.id()).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(step(run.id(), "ingest").attempt()).isEqualTo(1);
        assertThat(SERVICE.posts(run.id(), "ingest", 1)).isEqualTo(1);
    }

    @Test
    void aJobThatItsServiceForgotCountsAsALostAttempt() {
        SERVICE.script(
                key -> key.endsWith(":1") ? new Behaviour.Hold() : new Behaviour.Succeed(Map.of()));
        var run = started(ONE);
        job(run.id(), "ingest", 1);
        await().until(() -> step(run.id(), "ingest").job() != null);

        SERVICE.forgetJobs();

        assertThat(ended(run.id()).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(step(run.id(), "ingest").attempt()).isEqualTo(2);
    }

    @Test
    void aStepThatTakesTooLongIsStoppedAndFails() {
        SERVICE.script(key -> new Behaviour.Hold());
        var run =
                started(
                        ONE.replace("timeout: 20s", "timeout: 300ms")
                                .replace("attempts: 3", "attempts: 1"));

        var ended = ended(run.id());

        assertThat(ended.state()).isEqualTo(RunState.FAILED);
        assertThat(step(run.id(), "ingest").failure().code()).isEqualTo(FailureCode.TIMED_OUT);
        await().until(() ->
                SERVICE.find(SERVICE.job(run.id(), "ingest", 1)).state() == JobState.CANCELLED);
    }

    @Test
    void cancelStopsRunningJobsAndStartsNothingMore() {
        SERVICE.script(key -> new Behaviour.Hold());
        var run = started(ONE);
        job(run.id(), "ingest", 1);
        await().until(() -> step(run.id(), "ingest").job() != null);

        api.cancel(run.id());

        assertThat(ended(run.id()).state()).isEqualTo(RunState.CANCELLED);
        assertThat(step(run.id(), "ingest").state()).isEqualTo(StepState.CANCELLED);
        assertThat(step(run.id(), "after").state()).isEqualTo(StepState.CANCELLED);
        assertThat(SERVICE.find(SERVICE.job(run.id(), "ingest", 1)).state())
                .isEqualTo(JobState.CANCELLED);
        assertThat(api.cancel(run.id()).state()).isEqualTo(RunState.CANCELLED);
    }

    @Test
    void whenCancelMeetsSuccessTheFirstOutcomeStands() {
        SERVICE.script(key -> new Behaviour.Stubborn());
        for (int i = 0; i < 10; i++) {
            var run = started(ONE);
            var job = job(run.id(), "ingest", 1);
            var success = Thread.ofVirtual().start(() -> SERVICE.succeed(job, Map.of()));
            api.cancel(run.id());
            join(success);

            var ended = ended(run.id());

            var outcomes =
                    api.history(run.id(), 0).stream()
                            .filter(event -> "ingest".equals(event.step()))
                            .filter(event ->
                                    event.type().matches("step-(succeeded|cancelled|failed)"))
                            .toList();
            assertThat(outcomes).hasSize(1);
            assertThat(ended.state()).isIn(RunState.SUCCEEDED, RunState.CANCELLED);
            assertThat(step(run.id(), "ingest").state()).isEqualTo(StepState.SUCCEEDED);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void resumeKeepsWhatSucceededAndStartsTheRestOver() {
        SERVICE.script(key ->
                key.contains(":bad:")
                        ? new Behaviour.Fail(FailureCode.INVALID_DATA)
                        : new Behaviour.Succeed(Map.of("reference", "d@1")));
        var run =
                started(
                        """
                        pipeline: resume
                        steps:
                          good: {type: ingest, dataset: d, source: /d.csv}
                          bad: {type: profile, dataset: "${steps.good.reference}"}
                          after: {type: noop, needs: [bad]}
                        """);
        assertThat(ended(run.id()).state()).isEqualTo(RunState.FAILED);
        SERVICE.script(key -> new Behaviour.Succeed(Map.of()));

        assertThat(api.resume(run.id()).endedAt()).isNull();
        var ended = ended(run.id());

        assertThat(ended.state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(SERVICE.posts(run.id(), "good", 1)).isEqualTo(1);
        assertThat(SERVICE.posts(run.id(), "good", 2)).isZero();
        assertThat(step(run.id(), "bad").attempt()).isEqualTo(2);
        assertThat(step(run.id(), "bad").failure()).isNull();
        assertThatThrownBy(() -> api.resume(run.id()))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        refused -> assertThat(refused.code()).isEqualTo(FailureCode.ALREADY_ENDED));
    }

    @Test
    void theSameKeyAndBodyFindTheFirstRun() {
        api.post(ONE);
        var request = new StartRun("one", null, null);

        var first = api.start("key-1", request);
        var again = api.start("key-1", request);

        assertThat(first.getStatusCode().value()).isEqualTo(202);
        assertThat(again.getStatusCode().value()).isEqualTo(200);
        assertThat(again.getBody().id()).isEqualTo(first.getBody().id());
        assertThatThrownBy(() -> api.start("key-1", new StartRun("one", 1, null)))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        refused ->
                                assertThat(refused.code())
                                        .isEqualTo(FailureCode.IDEMPOTENCY_KEY_REUSED));
    }

    @Test
    void unknownParametersAreRefusedAndRequiredOnesDemanded() {
        api.post("pipeline: params\nparameters: {data: null, seed: 1}\nsteps: {a: {type: noop}}");

        assertThatThrownBy(() -> api.start(null, new StartRun("params", null, Map.of("sed", 2))))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        refused ->
                                assertThat(refused.failure().mistakes())
                                        .extracting(mistake -> mistake.field())
                                        .containsExactlyInAnyOrder(
                                                "parameters.sed", "parameters.data"));
        assertThat(api.runs("params", null, 10)).isEmpty();
    }

    @Test
    void theSameDefinitionGivesTheSameVersion() {
        var text = "pipeline: versions\nsteps: {a: {type: noop}}";

        var first = api.post(text);
        var again = api.post(text);
        var changed = api.post(text + "\n");

        assertThat(again).isEqualTo(first);
        assertThat(changed.number()).isEqualTo(2);
        assertThat(api.version("versions", "latest").definition()).isEqualTo(text + "\n");
        assertThat(api.version("versions", "1").definition()).isEqualTo(text);
    }

    @Test
    void aWrongDefinitionIsRefusedOverHttpWithItsLines() {
        var answer =
                http().post()
                        .uri("/v1/pipelines")
                        .contentType(MediaType.parseMediaType("application/yaml"))
                        .body("pipeline: p\nsteps:\n  a: {type: trian}\n")
                        .exchange((request, response) ->
                                response.getStatusCode().value()
                                        + " "
                                        + new String(
                                                response.getBody().readAllBytes(),
                                                java.nio.charset.StandardCharsets.UTF_8));

        assertThat(answer)
                .startsWith("400")
                .contains("INVALID_PIPELINE", "\"line\":3", "did you mean 'train'");
    }

    @Test
    void eventsStreamFromWhereTheClientLeftUntilTheEnd() {
        SERVICE.script(key -> new Behaviour.Hold());
        var run = started(ONE);
        var job = job(run.id(), "ingest", 1);
        var end = Thread.ofVirtual().unstarted(() -> SERVICE.succeed(job, Map.of()));

        var stream =
                http().get()
                        .uri("/v1/runs/{id}/events", run.id())
                        .header("Last-Event-ID", "1")
                        .exchange((request, response) -> {
                            end.start();
                            return new String(
                                    response.getBody().readAllBytes(),
                                    java.nio.charset.StandardCharsets.UTF_8);
                        });

        assertThat(stream).doesNotContain("event:run-started");
        assertThat(stream)
                .contains("event:step-started", "event:step-succeeded", "event:run-succeeded");
    }
}
