package dev.millrace.orchestrator.task.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.orchestrator.definition.StepType;
import dev.millrace.orchestrator.machine.Outcome;
import dev.millrace.orchestrator.task.Tasks;
import dev.millrace.orchestrator.task.TestHost;
import dev.millrace.orchestrator.task.TestTasks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpTaskTest {

    private static final Remote REMOTE = new Remote();
    private static final HttpCalls CALLS =
            new HttpCalls(new HttpStepSettings(List.of(), Duration.ofSeconds(2)));
    private final Tasks tasks = TestTasks.of(64, new HttpTask(CALLS, TestTasks.JSON));
    private final TestHost host = new TestHost();

    @AfterAll
    static void close() throws Exception {
        CALLS.destroy();
        REMOTE.close();
    }

    private Outcome run(Map<String, Object> body) throws InterruptedException {
        REMOTE.received.clear();
        return tasks.run(
                TestTasks.order(StepType.HTTP, TestTasks.JSON.writeValueAsString(body)), host);
    }

    private Map<String, Object> succeeded(Map<String, Object> body) throws Exception {
        return ((Outcome.Succeeded) run(body)).outputs();
    }

    private Outcome.Failed failed(Map<String, Object> body) throws Exception {
        return (Outcome.Failed) run(body);
    }

    @Test
    void postsJsonUnderTheAttemptsKeyAndReadsJson() throws Exception {
        REMOTE.that(Remote.answers(201, "application/json", "{\"id\": 7, \"tags\": [\"a\"]}"));

        var outputs =
                succeeded(
                        Map.of(
                                "url",
                                REMOTE.url("/things?x=1"),
                                "headers",
                                Map.of("X-Team", "blue"),
                                "body",
                                Map.of("name", "n", "size", 3)));

        assertThat(outputs)
                .containsEntry("status", 201)
                .containsEntry("body", Map.of("id", 7, "tags", List.of("a")));
        var call = REMOTE.received.getFirst();
        assertThat(call.method() + " " + call.path()).isEqualTo("POST /things?x=1");
        assertThat(TestTasks.JSON.readValue(call.body(), Map.class))
                .isEqualTo(Map.of("name", "n", "size", 3));
        assertThat(call.headers())
                .containsEntry("idempotency-key", TestTasks.RUN + ":tell:1")
                .containsEntry("content-type", "application/json")
                .containsEntry("x-team", "blue")
                .doesNotContainKey("millrace-callback-url");
    }

    @Test
    void getsWhereThereIsNoBodyAndKeepsTextAsText() throws Exception {
        REMOTE.that(Remote.answers(200, "text/plain; charset=utf-8", "grüße"));

        assertThat(succeeded(Map.of("url", REMOTE.url("/")))).containsEntry("body", "grüße");
        assertThat(REMOTE.received.getFirst().method()).isEqualTo("GET");
    }

    @Test
    void sendsTextAsTextAndWhatTheStepSaysItIs() throws Exception {
        run(
                Map.of(
                        "url",
                        REMOTE.url("/"),
                        "body",
                        "a,b",
                        "headers",
                        Map.of("Content-Type", "text/csv")));
        assertThat(REMOTE.received.getFirst().body()).isEqualTo("a,b");
        assertThat(REMOTE.received.getFirst().headers()).containsEntry("content-type", "text/csv");
    }

    @ParameterizedTest
    @CsvSource({
        "400, CALL_REFUSED",
        "404, CALL_REFUSED",
        "409, CALL_REFUSED",
        "302, CALL_REFUSED",
        "408, SERVICE_UNAVAILABLE",
        "429, SERVICE_UNAVAILABLE",
        "500, SERVICE_UNAVAILABLE",
        "503, SERVICE_UNAVAILABLE"
    })
    void anotherStatusIsAFailureThatMayPassOrNot(int status, FailureCode code) throws Exception {
        REMOTE.that(Remote.answers(status, "text/plain", "because"));

        var failure = failed(Map.of("url", REMOTE.url("/x"))).failure();

        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.message()).endsWith("/x answered %d: because".formatted(status));
        assertThat(REMOTE.received).hasSize(1);
    }

    @Test
    void expectsTheStatusesThatTheStepNames() throws Exception {
        REMOTE.that(Remote.answers(404, "text/plain", "none"));
        assertThat(succeeded(Map.of("url", REMOTE.url("/"), "expect", List.of(200, 404))))
                .containsEntry("status", 404);

        REMOTE.that(Remote.answers(204, "text/plain", ""));
        assertThat(failed(Map.of("url", REMOTE.url("/"), "expect", List.of(200))).failure().code())
                .isEqualTo(FailureCode.CALL_REFUSED);
    }

    @Test
    void anAnswerThatIsTooLongIsNotReadToItsEnd() throws Exception {
        REMOTE.that((exchange, received) -> {
            exchange.sendResponseHeaders(200, 0);
            var chunk = new byte[64 * 1024];
            while (true) { // until the other side hangs up
                exchange.getResponseBody().write(chunk);
            }
        });

        var failure = failed(Map.of("url", REMOTE.url("/"), "maxBytes", 200_000)).failure();

        assertThat(failure.code()).isEqualTo(FailureCode.INVALID_DATA);
        assertThat(failure.message()).contains("longer than 200000 bytes");
    }

    @Test
    void aServiceThatIsAwayOrSilentMayComeBack() throws Exception {
        try (var gone = new Remote()) {
            var url = gone.url("/");
            gone.close();
            assertThat(failed(Map.of("url", url)).failure().code())
                    .isEqualTo(FailureCode.SERVICE_UNAVAILABLE);
        }
        var silent = new CountDownLatch(1);
        REMOTE.that((exchange, received) -> await(silent));

        var failure = failed(Map.of("url", REMOTE.url("/"), "readTimeout", "50ms")).failure();

        silent.countDown();
        assertThat(failure.code()).isEqualTo(FailureCode.SERVICE_UNAVAILABLE);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void refusesHeadersThatAreNoneOrThatThePlatformSends() throws Exception {
        for (var headers :
                List.of(
                        Map.of("X", "a\r\nHost: evil"),
                        Map.of("X\nY", "a"),
                        Map.of("Host", "evil"),
                        Map.of("idempotency-key", "mine"))) {
            assertThat(failed(Map.of("url", REMOTE.url("/"), "headers", headers)).failure().code())
                    .isEqualTo(FailureCode.INVALID_REQUEST);
        }
        assertThat(REMOTE.received).isEmpty();
    }

    @Test
    void stoppingHangsUp() {
        var hangs = new CountDownLatch(1);
        REMOTE.that((exchange, received) -> {
            host.stop();
            await(hangs);
        });

        assertThatThrownBy(() -> run(Map.of("url", REMOTE.url("/"))))
                .isInstanceOf(InterruptedException.class);

        hangs.countDown();
    }

    @Test
    void theServicesCallbackEndsTheWork() throws Exception {
        REMOTE.that((exchange, received) -> {
            assertThat(received.headers().get("millrace-callback-url"))
                    .isEqualTo("http://127.0.0.1:1/v1/callbacks/token");
            Remote.answers(202, "application/json", "{\"job\": 9}").handle(exchange, received);
            Thread.startVirtualThread(
                    () -> host.callBack("{\"state\": \"SUCCEEDED\", \"outputs\": {\"rows\": 3}}"));
        });

        var outputs = succeeded(Map.of("url", REMOTE.url("/"), "callback", true));

        assertThat(outputs)
                .containsEntry("status", 202)
                .containsEntry("body", Map.of("job", 9))
                .containsEntry("outputs", Map.of("rows", 3));
    }

    @Test
    void aCallbackThatComesBeforeTheAnswerCountsEvenIfNoneComes() throws Exception {
        REMOTE.that((exchange, received) -> {
            host.callBack("{\"state\": \"SUCCEEDED\"}");
            exchange.close();
        });

        assertThat(succeeded(Map.of("url", REMOTE.url("/"), "callback", true)))
                .isEqualTo(Map.of("outputs", Map.of()));
    }

    @Test
    void oneThatCameBeforeACrashIsNotAskedForAgain() throws Exception {
        host.callBack("{\"state\": \"FAILED\", \"message\": \"disk full\"}");

        var failure = failed(Map.of("url", REMOTE.url("/"), "callback", true)).failure();

        assertThat(failure.code()).isEqualTo(FailureCode.WORK_FAILED);
        assertThat(failure.message()).isEqualTo("disk full");
        assertThat(REMOTE.received).isEmpty();
    }

    @Test
    void aSecretGoesOutAndNeverComesBack() throws Exception {
        REMOTE.that((exchange, received) -> {
            var key = received.headers().get("authorization");
            assertThat(key).isEqualTo("Bearer s3cret-k3y");
            exchange.getResponseHeaders().set("X-Echo", key);
            Remote.answers(200, "application/json", "{\"you\": \"%s\"}".formatted(key))
                    .handle(exchange, received);
        });
        var body =
                Map.<String, Object>of(
                        "url",
                        REMOTE.url("/"),
                        "headers",
                        Map.of("Authorization", "Bearer ${key}"));

        assertThat(succeeded(body).toString()).doesNotContain("s3cret").contains("Bearer ***");

        REMOTE.that((exchange, received) ->
                Remote.answers(400, "text/plain", "x".repeat(495) + "s3cret-k3y")
                        .handle(exchange, received));
        assertThat(failed(body).failure().message()).doesNotContain("s3c").contains("***");
    }

    @Test
    void aSecretThatIsNotThereIsNamedBeforeAnythingIsSent() throws Exception {
        var failure =
                failed(Map.of("url", REMOTE.url("/"), "headers", Map.of("A", "${absent}")))
                        .failure();

        assertThat(failure.code()).isEqualTo(FailureCode.INVALID_REQUEST);
        assertThat(failure.message()).contains("secret 'absent' is not there");
        assertThat(REMOTE.received).isEmpty();
    }
}
