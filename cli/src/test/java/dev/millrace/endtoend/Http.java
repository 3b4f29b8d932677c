package dev.millrace.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.cli.platform.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** Plain HTTP to one service: what is seen here is what is on the wire. */
final class Http {

    static final Duration LONGEST = Duration.ofSeconds(60);

    private static final HttpClient CLIENT =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();

    private final String base;
    private final Duration patience;

    Http(int port) {
        this(port, LONGEST);
    }

    /** Gives an answer up that does not come in time. */
    Http(int port, Duration patience) {
        this.base = "http://127.0.0.1:" + port;
        this.patience = patience;
    }

    /** Status and JSON body; a missing node where the body was empty. */
    record Answer(String request, int status, JsonNode body, Duration took) {

        JsonNode require(int expected) {
            assertThat(status)
                    .as("status of %s, which answered %s", request, body)
                    .isEqualTo(expected);
            return body;
        }

        JsonNode ok() {
            return require(200);
        }

        String code() {
            return body.path("code").asString();
        }
    }

    Answer get(String path) {
        return send("GET", path, "application/json", BodyPublishers.noBody());
    }

    Answer delete(String path) {
        return send("DELETE", path, "application/json", BodyPublishers.noBody());
    }

    Answer put(String path, Object document) {
        var body = BodyPublishers.ofString(Json.MAPPER.writeValueAsString(document));
        return send("PUT", path, "application/json", body);
    }

    Answer postJson(String path, String json) {
        return send("POST", path, "application/json", BodyPublishers.ofString(json));
    }

    Answer post(String path, Object document) {
        return postJson(path, Json.MAPPER.writeValueAsString(document));
    }

    /** With an idempotency key. */
    Answer post(String path, String key, Object document) {
        var body = BodyPublishers.ofString(Json.MAPPER.writeValueAsString(document));
        return send("POST", path, "application/json", body, "Idempotency-Key", key);
    }

    Answer post(String path, String mediaType, byte[] body) {
        return send("POST", path, mediaType, BodyPublishers.ofByteArray(body));
    }

    private Answer send(
            String method, String path, String mediaType, BodyPublisher body, String... header) {
        var builder =
                HttpRequest.newBuilder(URI.create(base + path))
                        .timeout(patience)
                        .header("Content-Type", mediaType)
                        .method(method, body);
        if (header.length > 0) {
            builder.headers(header);
        }
        var request = builder.build();
        try {
            var began = System.nanoTime();
            var response = CLIENT.send(request, BodyHandlers.ofByteArray());
            var took = Duration.ofNanos(System.nanoTime() - began);
            var document =
                    response.body().length == 0
                            ? Json.MAPPER.missingNode()
                            : Json.MAPPER.readTree(response.body());
            return new Answer(method + " " + base + path, response.statusCode(), document, took);
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + base + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
