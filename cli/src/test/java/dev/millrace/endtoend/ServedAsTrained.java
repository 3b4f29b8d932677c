package dev.millrace.endtoend;

import static dev.millrace.endtoend.Documents.state;
import static dev.millrace.endtoend.Documents.stream;
import static dev.millrace.endtoend.Documents.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.cli.platform.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Holds what endpoints answer against what their models said when they were trained. */
final class ServedAsTrained {

    private static final double TOLERANCE = 1e-6;

    private final LivePlatform platform;

    ServedAsTrained(LivePlatform platform) {
        this.platform = platform;
    }

    /** Every endpoint that the run deployed, for every row of the test part. */
    void require(JsonNode run) throws IOException {
        assertThat(state(run)).as("state of %s", run).isEqualTo("SUCCEEDED");
        var deployments =
                stream(run.path("steps"))
                        .filter(step -> text(step, "type").equals("deploy"))
                        .map(step -> step.path("outputs"))
                        .toList();
        assertThat(deployments).as("deployments of %s", run).isNotEmpty();
        for (var deployment : deployments) {
            require(text(deployment, "endpoint"), text(deployment, "modelVersion"));
        }
    }

    private void require(String endpoint, String reference) throws IOException {
        var version = platform.modelVersion(reference);
        var classes = classes(version);
        var trained = testPredictions(version);
        var served = predict(endpoint, reference, trained);
        var differences = new ArrayList<String>();
        for (int i = 0; i < trained.size(); i++) {
            compare(trained.get(i), served.path(i), classes, differences);
        }

        var expected = version.path("metrics").path("test").path("rows").asInt();
        assertThat(trained).as("rows of the test part").hasSize(expected).isNotEmpty();
        assertThat(served.size()).as("rows that were answered").isEqualTo(expected);
        assertThat(differences).as("differences in %d rows", expected).isEmpty();
        LivePlatform.say(
                "%s: %d rows of the test part are answered as in training", endpoint, expected);
    }

    private List<String> classes(JsonNode version) {
        var data = platform.prep().get("/v1/prepared-data/" + text(version, "preparedData")).ok();
        return stream(data.path("classes")).map(JsonNode::asString).toList();
    }

    private List<JsonNode> testPredictions(JsonNode version) throws IOException {
        try (var bucket = platform.bucket()) {
            return bucket.read(Bucket.address(version, "test-predictions.jsonl"))
                    .lines()
                    .map(line -> Json.MAPPER.readTree(line))
                    .toList();
        }
    }

    private JsonNode predict(String endpoint, String reference, List<JsonNode> trained) {
        var rows = trained.stream().map(row -> row.path("row")).toList();
        var answer =
                platform.inference()
                        .post(
                                "/v1/endpoints/%s/predictions".formatted(endpoint),
                                Map.of("rows", rows))
                        .ok();
        assertThat(text(answer, "modelVersion")).isEqualTo(reference);
        return answer.path("predictions");
    }

    private static void compare(
            JsonNode trained, JsonNode served, List<String> classes, List<String> differences) {
        if (!isSame(trained.path("prediction"), served.path("value"))) {
            differences.add("prediction: %s, served %s".formatted(trained, served));
        }
        var probabilities = probabilities(trained.path("output"), classes);
        for (int i = 0; i < probabilities.size(); i++) {
            var name = classes.get(i);
            var found = served.path("probabilities").path(name);
            if (!found.isNumber() || !isClose(probabilities.get(i), found.asDouble())) {
                differences.add(
                        "probability of %s: %s, served %s".formatted(name, trained, served));
            }
        }
    }

    /** A binary network says the probability of the second class only. */
    private static List<Double> probabilities(JsonNode output, List<String> classes) {
        if (classes.isEmpty()) {
            return List.of();
        }
        return output.size() == 1
                ? List.of(1 - output.path(0).asDouble(), output.path(0).asDouble())
                : stream(output).map(JsonNode::asDouble).toList();
    }

    private static boolean isSame(JsonNode expected, JsonNode found) {
        return expected.isNumber() && found.isNumber()
                ? isClose(expected.asDouble(), found.asDouble())
                : expected.equals(found);
    }

    private static boolean isClose(double expected, double found) {
        return Math.abs(expected - found) <= TOLERANCE * Math.max(1, Math.abs(expected));
    }
}
