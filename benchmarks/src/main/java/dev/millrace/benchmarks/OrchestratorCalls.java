package dev.millrace.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the benchmark asks of an orchestrator, over HTTP. */
final class OrchestratorCalls {

    private final URI orchestrator;
    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();

    OrchestratorCalls(URI orchestrator) {
        this.orchestrator = orchestrator;
    }

    void post(String pipeline, String steps) throws IOException, InterruptedException {
        send("/v1/pipelines", "text/plain", "pipeline: %s%n%s".formatted(pipeline, steps));
    }

    void putSchedule(String name, String request) throws IOException, InterruptedException {
        answer(
                HttpRequest.newBuilder(orchestrator.resolve("/v1/schedules/" + name))
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(request))
                        .build());
    }

    void deleteSchedule(String name) throws IOException, InterruptedException {
        answer(
                HttpRequest.newBuilder(orchestrator.resolve("/v1/schedules/" + name))
                        .DELETE()
                        .build());
    }

    UUID start(String pipeline) throws IOException, InterruptedException {
        var run =
                send("/v1/runs", "application/json", "{\"pipeline\": \"%s\"}".formatted(pipeline));
        return UUID.fromString(run.path("id").asString());
    }

    /** Uploads a file and answers the source that an ingest step may name. */
    String upload(String content) throws IOException, InterruptedException {
        return send("/services/ingest/v1/uploads", "application/octet-stream", content)
                .path("source")
                .asString();
    }

    /** How long the job of an ingest step ran, as its service says. */
    double jobMillis(UUID run, String step) throws IOException, InterruptedException {
        for (var one : get("/v1/runs/" + run).path("steps")) {
            if (one.path("name").asString().equals(step)) {
                var job = get("/services/ingest/v1/jobs/" + one.path("job").asString());
                return Duration.between(
                                        Instant.parse(job.path("startedAt").asString()),
                                        Instant.parse(job.path("endedAt").asString()))
                                .toNanos()
                        / 1e6;
            }
        }
        throw new IllegalArgumentException("the run has no step " + step);
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return answer(HttpRequest.newBuilder(orchestrator.resolve(path)).build());
    }

    private JsonNode send(String path, String type, String body)
            throws IOException, InterruptedException {
        return answer(
                HttpRequest.newBuilder(orchestrator.resolve(path))
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body))
                        .build());
    }

    private JsonNode answer(HttpRequest request) throws IOException, InterruptedException {
        var response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() >= 400) {
            throw new IOException("%s: %s".formatted(response.uri(), response.body()));
        }
        return json.readTree(response.body());
    }
}
