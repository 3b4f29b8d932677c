package dev.millrace.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A running platform, used the way any user would: through the orchestrator's public API. */
final class LivePlatform {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final String TRAINING = "/services/training/v1/";

    private final URI orchestrator;
    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();

    LivePlatform(URI orchestrator) {
        this.orchestrator = orchestrator;
    }

    /** Uploads a file and answers the source that an ingest step may name. */
    String upload(Path file) throws IOException, InterruptedException {
        return post(
                        "/services/ingest/v1/uploads",
                        "application/octet-stream",
                        BodyPublishers.ofFile(file))
                .path("source")
                .asString();
    }

    void postPipeline(String definition) throws IOException, InterruptedException {
        post("/v1/pipelines", "text/plain", BodyPublishers.ofString(definition));
    }

    /** Runs a pipeline to its end and answers the run; anything but SUCCEEDED is an error. */
    JsonNode run(String pipeline, Map<String, Object> parameters)
            throws IOException, InterruptedException {
        return ended(
                "/v1/runs", "/v1/runs/", Map.of("pipeline", pipeline, "parameters", parameters));
    }

    /** Runs a job of training-service to its end and answers its result. */
    JsonNode train(String path, Object request) throws IOException, InterruptedException {
        return job(path, request).path("result");
    }

    /** Runs a job of training-service to its end and answers it. */
    JsonNode job(String path, Object request) throws IOException, InterruptedException {
        return ended(TRAINING + path, TRAINING + "jobs/", request);
    }

    private JsonNode ended(String start, String found, Object request)
            throws IOException, InterruptedException {
        String id =
                post(
                                start,
                                "application/json",
                                BodyPublishers.ofString(json.writeValueAsString(request)))
                        .path("id")
                        .asString();
        while (true) {
            JsonNode work = get(found + id);
            switch (work.path("state").asString()) {
                case "SUCCEEDED" -> {
                    return work;
                }
                case "FAILED", "CANCELLED" ->
                        throw new IOException("%s%s ended: %s".formatted(found, id, work));
                default -> LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            }
        }
    }

    /** The events of a training job, oldest first. */
    JsonNode trainingEvents(String id) throws IOException, InterruptedException {
        return get(TRAINING + "jobs/" + id + "/history?after=0");
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(orchestrator.resolve(path)).GET());
    }

    /** What a step of a run put out. */
    static JsonNode outputs(JsonNode run, String step) {
        for (JsonNode one : run.path("steps")) {
            if (one.path("name").asString().equals(step)) {
                return one.path("outputs");
            }
        }
        throw new IllegalArgumentException("the run has no step " + step);
    }

    private JsonNode post(String path, String type, BodyPublisher body)
            throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(orchestrator.resolve(path))
                        .header("Content-Type", type)
                        .POST(body));
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var response = http.send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() >= 400) {
            throw new IOException("%s: %s".formatted(response.uri(), response.body()));
        }
        return json.readTree(response.body());
    }
}
