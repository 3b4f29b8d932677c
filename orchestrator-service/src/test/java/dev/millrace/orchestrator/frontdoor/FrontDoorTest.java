package dev.millrace.orchestrator.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.kit.test.MillraceTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@MillraceTest
class FrontDoorTest {

    private static final CountDownLatch FIRST_EVENT_READ = new CountDownLatch(1);
    private static final HttpServer BACKEND = backend();

    private final HttpClient client = HttpClient.newHttpClient();
    @LocalServerPort int port;

    @DynamicPropertySource
    static void backend(DynamicPropertyRegistry properties) {
        properties.add(
                "millrace.services.ingest",
                () -> "http://127.0.0.1:" + BACKEND.getAddress().getPort());
        properties.add("millrace.services.training", () -> "http://127.0.0.1:1");
    }

    private static HttpServer backend() {
        try {
            var server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", FrontDoorTest::handle);
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            switch (exchange.getRequestURI().getPath()) {
                case "/v3/api-docs" ->
                        answer(
                                exchange,
                                200,
                                "{\"openapi\":\"3.1.0\",\"servers\":[{\"url\":\"http://127.0.0.1:8081\"}],\"paths\":{}}");
                case "/v1/stream" -> stream(exchange);
                case "/v1/echo" -> {
                    exchange.getResponseHeaders().set("Location", "/v1/jobs/7");
                    answer(
                            exchange,
                            202,
                            exchange.getRequestMethod()
                                    + " "
                                    + exchange.getRequestURI().getRawQuery()
                                    + " "
                                    + exchange.getRequestHeaders().getFirst("Idempotency-Key")
                                    + " "
                                    + new String(
                                            exchange.getRequestBody().readAllBytes(),
                                            StandardCharsets.UTF_8));
                }
                default -> answer(exchange, 404, "nothing here");
            }
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** Sends the second event only once the test has read the first. */
    private static void stream(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write("data:one\n\n".getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
        try {
            FIRST_EVENT_READ.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        exchange.getResponseBody().write("data:two\n\n".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void passesCallsOnWithHeadersQueryAndBody() throws Exception {
        var request =
                request("/services/ingest/v1/echo?a=b%20c")
                        .header("Idempotency-Key", "k")
                        .POST(BodyPublishers.ofString("body"))
                        .build();

        var answer = client.send(request, BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo("POST a=b%20c k body");
        assertThat(answer.headers().firstValue("Location")).hasValue("/services/ingest/v1/jobs/7");
    }

    @Test
    void specificationsNameThisOriginAsTheirServer() throws Exception {
        assertThat(get("/services/ingest/v3/api-docs").body())
                .contains("\"servers\":[{\"url\":\"/services/ingest\"}]")
                .doesNotContain("8081");
        assertThat(get("/v3/api-docs/swagger-config").body())
                .contains(
                        "/services/ingest/v3/api-docs",
                        "/services/inference/v3/api-docs",
                        "/v3/api-docs");
        assertThat(get("/swagger-ui.html").statusCode()).isIn(200, 302);
        assertThat(get("/v3/api-docs").body()).contains("/v1/runs/{id}/events", "Post a pipeline");
    }

    @Test
    void eventsPassAsTheyHappen() throws Exception {
        var answer =
                client.send(
                        request("/services/ingest/v1/stream").build(),
                        BodyHandlers.ofInputStream());
        try (var lines =
                new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo("data:one");
            FIRST_EVENT_READ.countDown();
            lines.readLine();
            assertThat(lines.readLine()).isEqualTo("data:two");
        }
    }

    @Test
    void opensToTheKnownServicesOnly() throws Exception {
        assertThat(get("/services/example.com/").statusCode()).isEqualTo(404);
        assertThat(get("/services/ingest@example.com/v1/echo").statusCode()).isEqualTo(404);
        assertThat(get("/services/ingest/../../v1/pipelines").body())
                .doesNotContain("nothing here");
        assertThat(get("/services/training/v1/models").body()).contains("SERVICE_UNAVAILABLE");
    }

    @Test
    void servesTheConsole() throws Exception {
        assertThat(get("/").body()).contains("data-testid=\"start-run\"", "console.js");
        assertThat(get("/console.js").statusCode()).isEqualTo(200);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }
}
