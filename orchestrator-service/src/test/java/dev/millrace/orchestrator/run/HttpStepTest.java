package dev.millrace.orchestrator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.orchestrator.RunState;
import dev.millrace.contracts.orchestrator.StepState;
import dev.millrace.orchestrator.task.http.Remote;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Calls of somebody's service, through the whole of ours. */
@ExtendWith(OutputCaptureExtension.class)
class HttpStepTest extends RunTests {

    private static final String SECRET = "K3Y-never-to-be-seen";
    private static final Remote REMOTE = new Remote();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @AfterAll
    static void close() {
        REMOTE.close();
    }

    @Test
    void aSecretThatIsEchoedEverywhereIsSeenNowhere(CapturedOutput output) throws Exception {
        REMOTE.that((exchange, received) -> {
            assertThat(received.headers()).containsEntry("authorization", "Bearer " + SECRET);
            exchange.getResponseHeaders().set("X-Echo", SECRET);
            if (received.path().startsWith("/bad")) {
                Remote.answers(400, "text/plain", "no: " + SECRET).handle(exchange, received);
                return;
            }
            Remote.answers(200, "application/json", "{\"%1$s\": [\"%1$s\"]}".formatted(SECRET))
                    .handle(exchange, received);
            if (received.path().startsWith("/later")) {
                Thread.startVirtualThread(() ->
                        post(
                                received.headers().get("millrace-callback-url"),
                                "{\"state\": \"FAILED\", \"message\": \"%1$s\", \"outputs\": {\"%1$s\": 1}}"
                                        .formatted(SECRET)));
            }
        });
        var run =
                ended(
                        started(
                                        """
                                        pipeline: echo
                                        parameters: {url: null, evil: null}
                                        steps:
                                          good:
                                            type: http
                                            url: "${parameters.url}/good?key=${secrets.api-key}"
                                            headers: {Authorization: "Bearer ${secrets.api-key}"}
                                            body: {innocent: "${parameters.evil}"}
                                          bad:
                                            type: http
                                            url: "${parameters.url}/bad?key=${secrets.api-key}"
                                            headers: {Authorization: "Bearer ${secrets.api-key}"}
                                          later:
                                            type: http
                                            url: "${parameters.url}/later"
                                            headers: {Authorization: "Bearer ${secrets.api-key}"}
                                            callback: true
                                        """,
                                        Map.of("url", REMOTE.url(""), "evil", "${secrets.api-key}"))
                                .id());

        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(step(run.id(), "good").state()).isEqualTo(StepState.SUCCEEDED);
        assertThat(step(run.id(), "bad").failure().message()).contains("answered 400: no: ***");
        assertThat(step(run.id(), "later").failure().message()).isEqualTo("***");
        assertThat(REMOTE.received)
                .filteredOn(call -> call.path().startsWith("/good"))
                .allSatisfy(call -> assertThat(call.body()).contains("${secrets.api-key}"));
        assertThat(get("/v1/runs/" + run.id())).doesNotContain(SECRET).contains("***");
        assertThat(get("/v1/secrets")).contains("api-key").doesNotContain(SECRET);
        assertThat(everyRow()).contains("${api-key}").doesNotContain(SECRET);
        assertThat(api.history(run.id(), 0).toString()).doesNotContain(SECRET);
        assertThat(output.getAll()).doesNotContain(SECRET);
    }

    @Test
    void aCallbackEndsTheStepOnceAndLaterOnesAreHarmless() {
        REMOTE.that(Remote.answers(202, "application/json", "{}"));
        REMOTE.received.clear();
        var run =
                started(
                        """
                        pipeline: later
                        parameters: {url: null}
                        steps:
                          ask: {type: http, url: "${parameters.url}", callback: true}
                          use: {type: emit, name: used, data: {rows: "${steps.ask.outputs.rows}"}}
                        """,
                        Map.of("url", REMOTE.url("/")));
        var address = await().until(HttpStepTest::callbackAddress, found -> found != null);

        assertThat(post(address, "{\"state\": \"DONE\"}")).isEqualTo(400);
        assertThat(post(address, "{\"state\": \"SUCCEEDED\", \"outputs\": {\"rows\": 3}}"))
                .isEqualTo(200);
        assertThat(post(address, "{\"state\": \"FAILED\"}")).isEqualTo(200);

        assertThat(ended(run.id()).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(step(run.id(), "ask").outputs()).containsEntry("outputs", Map.of("rows", 3));
        assertThat(post(address, "{\"state\": \"FAILED\"}")).isEqualTo(200);
        assertThat(post(address.replaceFirst("[^/]*$", UUID.randomUUID().toString()), "{}"))
                .isEqualTo(404);
    }

    @Test
    void aCallbackOutlivesTheOwnerThatHeardIt() {
        REMOTE.that(Remote.answers(202, "application/json", "{}"));
        REMOTE.received.clear();
        var run =
                started(
                        """
                        pipeline: outlives
                        parameters: {url: null}
                        steps: {ask: {type: http, url: "${parameters.url}", callback: true}}
                        """,
                        Map.of("url", REMOTE.url("/")));
        var address = await().until(HttpStepTest::callbackAddress, found -> found != null);
        rounds.stop();
        assertThat(post(address, "{\"state\": \"SUCCEEDED\"}")).isEqualTo(200);

        rounds.start();

        assertThat(ended(run.id()).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(step(run.id(), "ask").attempt()).isEqualTo(1);
        assertThat(REMOTE.received).hasSize(1);
    }

    @Test
    void cancelHangsUpAndAnAwayServiceIsAskedAgain() {
        REMOTE.received.clear();
        REMOTE.that((exchange, received) -> {
            if (REMOTE.received.size() == 1) {
                Remote.answers(503, "text/plain", "").handle(exchange, received);
                return;
            }
            await().atMost(Duration.ofSeconds(10)).until(() -> REMOTE.received.size() > 5);
        });
        var run =
                started(
                        """
                        pipeline: hangs
                        parameters: {url: null}
                        steps: {ask: {type: http, url: "${parameters.url}", retry: {backoff: 1ms}}}
                        """,
                        Map.of("url", REMOTE.url("/")));
        await().until(() -> REMOTE.received.size() == 2);
        assertThat(REMOTE.received)
                .extracting(call -> call.headers().get("idempotency-key"))
                .containsExactly(run.id() + ":ask:1", run.id() + ":ask:2");

        api.cancel(run.id());

        assertThat(ended(run.id()).state()).isEqualTo(RunState.CANCELLED);
        REMOTE.received.addAll(List.copyOf(REMOTE.received)); // lets the service go
        REMOTE.received.addAll(List.copyOf(REMOTE.received));
    }

    @Test
    void aMissingSecretIsTheUsersMistake() {
        var run =
                ended(
                        started(
                                        """
                                        pipeline: missing
                                        steps:
                                          a: {type: http, url: "http://127.0.0.1:1/", body: "${secrets.absent}"}
                                        """)
                                .id());

        var failure = step(run.id(), "a").failure();
        assertThat(failure.code()).isEqualTo(FailureCode.INVALID_REQUEST);
        assertThat(failure.message()).contains("secret 'absent' is not there");
    }

    private static String callbackAddress() {
        return REMOTE.received.isEmpty()
                ? null
                : REMOTE.received.getFirst().headers().get("millrace-callback-url");
    }

    /** Every row of every table, as text. */
    private String everyRow() {
        var all = new StringBuilder();
        for (var table :
                jdbc.sql("select tablename from pg_tables where schemaname = current_schema()")
                        .query(String.class)
                        .list()) {
            all.append(
                    jdbc.sql("select string_agg(t::text, ' ') from \"%s\" t".formatted(table))
                            .query(String.class)
                            .optional()
                            .orElse(""));
        }
        return all.toString();
    }

    private String get(String path) {
        return http().get().uri(path).retrieve().body(String.class);
    }

    private static int post(String url, String body) {
        try {
            return CLIENT.send(
                            HttpRequest.newBuilder(URI.create(url))
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
