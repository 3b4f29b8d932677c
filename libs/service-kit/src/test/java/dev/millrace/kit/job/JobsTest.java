package dev.millrace.kit.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.job.Job;
import dev.millrace.contracts.job.JobEvent;
import dev.millrace.contracts.job.JobState;
import dev.millrace.kit.store.ObjectStore;
import dev.millrace.kit.test.MillraceTest;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.client.RestClient;

@MillraceTest
class JobsTest {

    @Autowired Jobs jobs;
    @Autowired JobEvents events;
    @Autowired Attempts attempts;
    @Autowired Outcomes outcomes;
    @Autowired ObjectStore store;
    @LocalServerPort int port;

    @Test
    void publishesTheResultTogetherWithTheJobsEnd() {
        Job accepted = submit("succeed", null);

        Job ended = whenEnded(accepted.id());

        assertThat(ended.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(ended.result()).containsEntry("answer", 42);
        assertThat(events.after(accepted.id(), 0, 100))
                .extracting(JobEvent::type)
                .containsExactly("started", "progress", "succeeded");
    }

    @Test
    void keepsTheObjectsOfACommitThatOnlyLookedLikeAFailure() {
        Job ended = whenEnded(submit("succeed with an object", null).id());
        var published = attempts.start(ended.id());

        assertThat(published).isEmpty(); // the job has ended
        outcomes.discard(new Attempt(started(ended), "kit-test", null, null, null));

        assertThat(store.exists("kit-test/test/" + ended.id() + "/1/object")).isTrue();
    }

    private static JobRows.Started started(Job job) {
        return new JobRows.Started(
                job.id(), job.kind(), job.attempt(), "{}", "test", null, null, null);
    }

    @Test
    void answersARepeatedRequestWithTheFirstJob() {
        Job first = submit("succeed", "key-1");
        Job second = submit("succeed", "key-1");

        assertThat(second.id()).isEqualTo(first.id());
        assertThatThrownBy(() -> submit("fail", "key-1"))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        refused ->
                                assertThat(refused.code())
                                        .isEqualTo(FailureCode.IDEMPOTENCY_KEY_REUSED));
    }

    @Test
    void callsBackTheOrchestratorAndNobodyElse() {
        var work = new TestService.Work("succeed");

        jobs.submit("test", work, null, "http://127.0.0.1:8080/v1/callbacks/1");

        assertThatThrownBy(() -> jobs.submit("test", work, null, "http://169.254.169.254/latest"))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("http://127.0.0.1:8080/");
    }

    @Test
    void keepsTheFailureAndDiscardsTheAttemptsObjects() {
        Job ended = whenEnded(submit("fail", null).id());

        assertThat(ended.state()).isEqualTo(JobState.FAILED);
        assertThat(ended.failure().code()).isEqualTo(FailureCode.INVALID_DATA);
        assertThat(store.list("kit-test/test/" + ended.id() + "/")).isEmpty();
    }

    @Test
    void cancelInterruptsTheWorkAndStands() throws Exception {
        Job accepted = submit("wait", null);
        assertThat(TestService.Handler.waiting.await(10, TimeUnit.SECONDS)).isTrue();

        jobs.cancel(accepted.id());

        assertThat(TestService.Handler.interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(jobs.find(accepted.id()).state()).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void aWatchDuringThePublicationDoesNotTakeTheJobsEndForACancel() {
        Job ended = whenEnded(submit("be watched while publishing", null).id());

        TestService.Handler.watch.join();

        assertThat(ended.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(TestService.Handler.interruptedWhilePublishing).isFalse();
    }

    @Test
    void anAttemptThatWasTakenOverPublishesNothing() {
        UUID id = submit("taken over", null).id();

        await().atMost(10, TimeUnit.SECONDS)
                .until(() ->
                        events.after(id, 0, 10).stream()
                                .anyMatch(event -> event.type().equals("started")));

        assertThat(jobs.find(id).state()).isNotEqualTo(JobState.SUCCEEDED);
        assertThat(jobs.find(id).attempt()).isGreaterThan(1);
    }

    @Test
    void streamsWhatHappensUntilTheEnd() {
        Job accepted = submit("succeed", null);

        String stream =
                http().get()
                        .uri("/v1/jobs/{id}/events", accepted.id())
                        .retrieve()
                        .body(String.class);

        assertThat(stream).contains("event:started").contains("event:succeeded");
    }

    @Test
    void sweepsOnlyWhatNothingRefersTo() {
        store.put("kit-test/garbage/1", "x".getBytes(StandardCharsets.UTF_8));
        store.put("kit-test/kept/1", "x".getBytes(StandardCharsets.UTF_8));

        http().post().uri("/v1/gc?olderThan=PT0S").retrieve().toBodilessEntity();

        assertThat(store.exists("kit-test/garbage/1")).isFalse();
        assertThat(store.exists("kit-test/kept/1")).isTrue();
    }

    @Test
    void aLargeObjectArrivesInPartsAndAnAbortedOneNeverAppears() throws Exception {
        byte[] megabyte = new byte[1 << 20];
        try (var object = store.create("kit-test/kept/large")) {
            for (int i = 0; i < 20; i++) {
                object.write(megabyte);
            }
        }
        var aborted = store.create("kit-test/kept/aborted");
        for (int i = 0; i < 10; i++) {
            aborted.write(megabyte);
        }
        aborted.abort();

        assertThat(store.size("kit-test/kept/large")).isEqualTo(20L << 20);
        assertThat(store.exists("kit-test/kept/aborted")).isFalse();
    }

    @Test
    void readinessNamesDatabaseAndStore() {
        String health =
                http().get().uri("/actuator/health/readiness").retrieve().body(String.class);

        assertThat(health).contains("\"db\"").contains("\"store\"");
    }

    private Job submit(String outcome, String key) {
        return jobs.submit("test", new TestService.Work(outcome), key, null).getBody();
    }

    private Job whenEnded(UUID id) {
        return await().atMost(20, TimeUnit.SECONDS)
                .until(() -> jobs.find(id), job -> job.state().isTerminal());
    }

    private RestClient http() {
        return RestClient.create("http://127.0.0.1:" + port);
    }
}
