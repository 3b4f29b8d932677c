package dev.millrace.endtoend;

import static dev.millrace.endtoend.Documents.stream;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.cli.platform.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a client is told is what the model said when it was trained. */
@OnThePlatform
class ServingEqualsTrainingIT {

    private static final double TOLERANCE = 1e-6;
    private static final int TAMPERED_ROW = 3;

    private final LivePlatform platform;

    ServingEqualsTrainingIT(LivePlatform platform) {
        this.platform = platform;
    }

    @ParameterizedTest
    @ValueSource(strings = {"diabetes", "tesla"})
    void everyRowOfTheTestPartIsAnsweredAsInTraining(String example)
            throws IOException, InterruptedException {
        var run = runExample(example);
        var endpoint = output(run, "deploy", "endpoint");
        var version = modelVersion(output(run, "train", "modelVersion"));
        var classes = classes(version);
        var differences = new ArrayList<String>();

        List<JsonNode> rows;
        try (var bucket = platform.bucket()) {
            rows = testPredictions(bucket, version);
        }
        for (var row : rows) {
            compare(row, predict(endpoint, row.path("row")), classes, differences);
        }

        var expected = version.path("metrics").path("test").path("rows").asInt();
        assertThat(rows).as("rows of the test part").hasSize(expected);
        assertThat(differences).as("differences in %d rows", rows.size()).isEmpty();
        LivePlatform.say(
                "%s: %d rows of the test part are answered as in training", example, rows.size());
    }

    @Test
    void aModelWhoseGoldenRowsWereTamperedWithIsNotServed() throws Exception {
        var run = runExample("diabetes");
        var endpoint = output(run, "deploy", "endpoint");
        var served = output(run, "train", "modelVersion");
        var copy = trainAgainAs("tampered", modelVersion(served));
        var file = address(copy, "golden.json");

        try (var bucket = platform.bucket();
                var database = platform.database()) {
            var tampered = tampered(bucket.read(file));
            bucket.write(file, tampered);
            assertThat(refusalToServe(endpoint, copy)).contains("golden.json").contains("SHA-256");

            database.forgeHash(
                    "tampered", copy.path("number").asInt(), "golden.json", sha256(tampered));
            assertThat(refusalToServe(endpoint, copy)).contains("golden row " + TAMPERED_ROW);
        }

        var now = platform.inference().get("/v1/endpoints/" + endpoint).ok();
        assertThat(now.path("modelVersion").asString())
                .as("what the endpoint still serves")
                .isEqualTo(served);
        assertThat(now.path("ready").asBoolean()).isTrue();
    }

    // --- the model

    private JsonNode runExample(String example) throws IOException, InterruptedException {
        var pipeline = "examples/%s/pipeline.yaml".formatted(example);
        var report =
                platform.millrace("run", pipeline, "--wait", "--json").requireSuccess().document();
        return platform.work().run(report.path("run").asString());
    }

    private static String output(JsonNode run, String type, String name) {
        return stream(run.path("steps"))
                .filter(step -> step.path("type").asString().equals(type))
                .findFirst()
                .map(step -> step.path("outputs").path(name).asString())
                .orElseThrow(() -> new AssertionError("no %s step in %s".formatted(type, run)));
    }

    private JsonNode modelVersion(String reference) {
        var parts = reference.split("@");
        return platform.training()
                .get("/v1/models/%s/versions/%s".formatted(parts[0], parts[1]))
                .ok();
    }

    private List<String> classes(JsonNode version) {
        var data =
                platform.prep()
                        .get("/v1/prepared-data/" + version.path("preparedData").asString())
                        .ok();
        return stream(data.path("classes")).map(JsonNode::asString).toList();
    }

    private JsonNode trainAgainAs(String model, JsonNode version) {
        var request = ((ObjectNode) version.path("request").deepCopy()).put("model", model);
        request.remove("alias");
        var job =
                Work.awaitJob(
                        platform.training(),
                        platform.training().post("/v1/training-jobs", request));
        assertThat(job.path("state").asString()).as("state of %s", job).isEqualTo("SUCCEEDED");
        return modelVersion(job.path("result").path("modelVersion").asString());
    }

    private static String address(JsonNode version, String file) {
        var location = version.path("location").asString();
        return location + (location.endsWith("/") ? "" : "/") + file;
    }

    // --- comparing

    private static List<JsonNode> testPredictions(Bucket bucket, JsonNode version) {
        return bucket.read(address(version, "test-predictions.jsonl"))
                .lines()
                .map(line -> Json.MAPPER.readTree(line))
                .toList();
    }

    private JsonNode predict(String endpoint, JsonNode row) {
        return platform.inference()
                .post(
                        "/v1/endpoints/%s/predictions".formatted(endpoint),
                        Map.of("rows", List.of(row)))
                .ok()
                .path("predictions")
                .path(0);
    }

    private static void compare(
            JsonNode golden, JsonNode served, List<String> classes, List<String> differences) {
        if (!isSame(golden.path("prediction"), served.path("value"))) {
            differences.add("prediction: %s, served %s".formatted(golden, served));
        }
        var probabilities = probabilities(golden.path("output"), classes);
        for (int i = 0; i < probabilities.size(); i++) {
            var name = classes.get(i);
            var found = served.path("probabilities").path(name);
            if (!found.isNumber() || !isClose(probabilities.get(i), found.asDouble())) {
                differences.add("probability of %s: %s, served %s".formatted(name, golden, served));
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

    // --- tampering

    private static String tampered(String golden) {
        var rows = (ArrayNode) Json.MAPPER.readTree(golden);
        var output = (ArrayNode) rows.path(TAMPERED_ROW).path("output");
        output.set(0, output.path(0).asDouble() + 0.001);
        return rows.toString();
    }

    /** The sentence with which a deployment is refused. */
    private String refusalToServe(String endpoint, JsonNode version) {
        var deploy = Map.of("endpoint", endpoint, "model", version.path("reference").asString());
        var job =
                Work.awaitJob(
                        platform.inference(), platform.inference().post("/v1/endpoints", deploy));
        assertThat(job.path("failure").path("code").asString())
                .as("code of %s", job)
                .isEqualTo("MODEL_NOT_VERIFIED");
        return job.path("failure").path("message").asString();
    }

    private static String sha256(String text) throws NoSuchAlgorithmException {
        var digest = MessageDigest.getInstance("SHA-256");
        return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
