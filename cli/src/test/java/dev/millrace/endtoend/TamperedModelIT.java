package dev.millrace.endtoend;

import static dev.millrace.endtoend.Documents.state;
import static dev.millrace.endtoend.Documents.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.cli.platform.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A model that does not answer as it did when it was trained is not served. */
@OnThePlatform
class TamperedModelIT {

    private static final String ENDPOINT = "/v1/endpoints/diabetes";
    private static final int TAMPERED_ROW = 3;

    private final LivePlatform platform;

    TamperedModelIT(LivePlatform platform) {
        this.platform = platform;
    }

    @Test
    void aModelWhoseGoldenRowsWereTamperedWithIsNotServed() throws Exception {
        platform.requireDiabetesEndpoint();
        var served = text(platform.inference().get(ENDPOINT).ok(), "modelVersion");
        var copy = trainAgainAs("tampered", platform.modelVersion(served));
        var file = Bucket.address(copy, "golden.json");

        try (var bucket = platform.bucket();
                var database = platform.database()) {
            var tampered = tampered(bucket.read(file));
            bucket.write(file, tampered);
            assertThat(refusalToServe(copy)).contains("golden.json").contains("SHA-256");

            database.forgeHash(
                    "tampered", copy.path("number").asInt(), "golden.json", sha256(tampered));
            assertThat(refusalToServe(copy)).contains("golden row " + TAMPERED_ROW);
        }

        var now = platform.inference().get(ENDPOINT).ok();
        assertThat(text(now, "modelVersion"))
                .as("what the endpoint still serves")
                .isEqualTo(served);
        assertThat(now.path("ready").asBoolean()).isTrue();
    }

    private JsonNode trainAgainAs(String model, JsonNode version) {
        var request = ((ObjectNode) version.path("request").deepCopy()).put("model", model);
        request.remove("alias");
        var job =
                Work.awaitJob(
                        platform.training(),
                        platform.training().post("/v1/training-jobs", request));
        assertThat(state(job)).as("state of %s", job).isEqualTo("SUCCEEDED");
        return platform.modelVersion(text(job.path("result"), "modelVersion"));
    }

    private static String tampered(String golden) {
        var rows = (ArrayNode) Json.MAPPER.readTree(golden);
        var output = (ArrayNode) rows.path(TAMPERED_ROW).path("output");
        output.set(0, output.path(0).asDouble() + 0.001);
        return rows.toString();
    }

    /** The sentence with which a deployment is refused. */
    private String refusalToServe(JsonNode version) {
        var deploy = Map.of("endpoint", "diabetes", "model", text(version, "reference"));
        var job =
                Work.awaitJob(
                        platform.inference(), platform.inference().post("/v1/endpoints", deploy));
        assertThat(text(job.path("failure"), "code"))
                .as("code of %s", job)
                .isEqualTo("MODEL_NOT_VERIFIED");
        return text(job.path("failure"), "message");
    }

    private static String sha256(String text) throws NoSuchAlgorithmException {
        var digest = MessageDigest.getInstance("SHA-256");
        return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
