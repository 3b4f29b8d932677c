package dev.millrace.inference;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Talks to a service as a client would, byte for byte. */
record Http(String base) {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    record Answer(int status, JsonNode body, HttpResponse<String> raw) {

        String code() {
            return body.path("code").asString("");
        }
    }

    static Http at(int port) {
        return new Http("http://127.0.0.1:" + port);
    }

    Answer get(String path) {
        return send(HttpRequest.newBuilder(URI.create(base + path)).GET());
    }

    Answer delete(String path) {
        return send(HttpRequest.newBuilder(URI.create(base + path)).DELETE());
    }

    Answer post(String path, Object body) {
        String text = body instanceof String given ? given : JSON.writeValueAsString(body);
        return post(path, HttpRequest.BodyPublishers.ofString(text));
    }

    Answer post(String path, HttpRequest.BodyPublisher body) {
        return send(
                HttpRequest.newBuilder(URI.create(base + path))
                        .header("Content-Type", "application/json")
                        .POST(body));
    }

    private static Answer send(HttpRequest.Builder request) {
        try {
            var response =
                    CLIENT.send(
                            request.timeout(PATIENCE).build(),
                            HttpResponse.BodyHandlers.ofString());
            String body = response.body().isEmpty() ? "null" : response.body();
            return new Answer(response.statusCode(), JSON.readTree(body), response);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }
}
