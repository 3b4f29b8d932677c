package dev.millrace.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.kit.store.ObjectStore;
import dev.millrace.kit.test.MillraceTest;
import java.time.Duration;
import java.util.Map;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** The service on a real port, with a registry to take models from; one for all tests. */
@MillraceTest
abstract class InferenceTest {

    static final TrainingStandIn TRAINING = new TrainingStandIn();

    @Autowired ObjectStore store;

    @LocalServerPort int port;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry settings) {
        settings.add("millrace.services.training", TRAINING::url);
        settings.add("millrace.inference.watch.references", () -> "200ms");
        settings.add("millrace.inference.watch.endpoints", () -> "100ms");
        settings.add("millrace.http.max-body", () -> "256KB");
        settings.add("millrace.inference.cache.folder", () -> "target/model-cache");
    }

    Http http() {
        return Http.at(port);
    }

    static JsonNode deploy(Http http, String endpoint, String model) {
        return deploy(http, Map.of("endpoint", endpoint, "model", model));
    }

    /** Deploys and waits for the job's end. */
    static JsonNode deploy(Http http, Map<String, Object> request) {
        var accepted = http.post("/v1/endpoints", request);
        assertThat(accepted.status()).as("%s", accepted.body()).isEqualTo(202);
        String location = accepted.raw().headers().firstValue("Location").orElseThrow();
        return await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> http.get(location).body(),
                        job ->
                                !job.path("endedAt").isNull()
                                        && !job.path("endedAt").isMissingNode());
    }

    static void deployed(Http http, String endpoint, String model) {
        JsonNode job = deploy(http, endpoint, model);
        assertThat(job.path("state").asString()).as("%s", job).isEqualTo("SUCCEEDED");
    }

    static Http.Answer predict(Http http, String endpoint, Object... rows) {
        return http.post("/v1/endpoints/" + endpoint + "/predictions", Map.of("rows", rows));
    }
}
