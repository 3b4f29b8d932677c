package dev.millrace.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls of MLflow's API, with the JSON of its clients. */
final class TrackingCalls implements AutoCloseable {

    private static final long FIRST_MILLISECOND = 1_700_000_000_000L;

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.builder().build();
    private final String base;

    TrackingCalls(String url) {
        base = url + "/api/2.0/mlflow/";
    }

    String createExperiment() throws IOException, InterruptedException {
        var body = "{\"name\": \"bench-%s\"}".formatted(UUID.randomUUID());
        return post("experiments/create", body).path("experiment_id").asString();
    }

    String createRun(String experiment) throws IOException, InterruptedException {
        return post("runs/create", "{\"experiment_id\": \"%s\"}".formatted(experiment))
                .path("run")
                .path("info")
                .path("run_id")
                .asString();
    }

    /** One point of each metric for each step. */
    void logBatch(String run, int firstStep, int steps, int metrics)
            throws IOException, InterruptedException {
        var body = new StringBuilder(90 * steps * metrics);
        body.append("{\"run_id\":\"").append(run).append("\",\"metrics\":[");
        for (int step = firstStep; step < firstStep + steps; step++) {
            for (int metric = 0; metric < metrics; metric++) {
                body.append(step == firstStep && metric == 0 ? "" : ",")
                        .append("{\"key\":\"metric")
                        .append(metric)
                        .append("\",\"value\":")
                        .append(1 / (1 + 0.001 * step + metric))
                        .append(",\"timestamp\":\"")
                        .append(FIRST_MILLISECOND + step)
                        .append("\",\"step\":\"")
                        .append(step)
                        .append("\"}");
            }
        }
        post("runs/log-batch", body.append("]}").toString());
    }

    /** How many points. */
    int history(String run, String metric) throws IOException, InterruptedException {
        return get("metrics/get-history?run_id=%s&metric_key=%s".formatted(run, metric))
                .path("metrics")
                .size();
    }

    /** How many latest values. */
    int run(String run) throws IOException, InterruptedException {
        return get("runs/get?run_id=" + run).path("run").path("data").path("metrics").size();
    }

    /** How many runs, at most ten. */
    int search(String experiment, String filter) throws IOException, InterruptedException {
        var body =
                "{\"experiment_ids\": [\"%s\"], \"filter\": \"%s\", \"max_results\": 10, \"order_by\": [\"metrics.metric1 DESC\"]}"
                        .formatted(experiment, filter);
        return post("runs/search", body).path("runs").size();
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(base + path)).GET().build());
    }

    private JsonNode post(String path, String body) throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(URI.create(base + path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    private JsonNode send(HttpRequest request) throws IOException, InterruptedException {
        var response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(
                    "%s answered %d: %s"
                            .formatted(request.uri(), response.statusCode(), response.body()));
        }
        return json.readTree(response.body());
    }

    @Override
    public void close() {
        http.close();
    }
}
