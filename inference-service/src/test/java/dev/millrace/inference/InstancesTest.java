package dev.millrace.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.kit.store.ObjectStore;
import dev.millrace.kit.test.RealParts;
import dev.millrace.transform.TargetSpec.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** Several instances on one database, and what a restart finds. */
class InstancesTest {

    private static final TrainingStandIn TRAINING = new TrainingStandIn();
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Map<String, Object> parts = RealParts.fresh();

    @TempDir Path folder;

    @Test
    void serveWhatAnyOfThemDeployedAndWhatARestartFinds() {
        try (var first = start("first")) {
            var store = first.getBean(ObjectStore.class);
            var model = new TrainedModel("shared", 1, Kind.BINARY).register(store, TRAINING);
            var later = new TrainedModel("shared", 2, Kind.BINARY).register(store, TRAINING);
            InferenceTest.deployed(http(first), "shared", "shared@1");
            new TrainedModel("doomed", 1, Kind.BINARY).register(store, TRAINING);
            InferenceTest.deployed(http(first), "doomed", "doomed@1");
            store.put(
                    "training/models/doomed/1/golden.json", "[]".getBytes(StandardCharsets.UTF_8));

            try (var second = start("second")) {
                awaitAnswer(second, "shared", "shared@1", model);
                refusesOnlyTheBrokenOne(second, model);

                InferenceTest.deployed(http(first), "shared", "shared@2");
                awaitAnswer(second, "shared", "shared@2", later);

                http(second).delete("/v1/endpoints/shared");
                await().atMost(SOON)
                        .untilAsserted(() ->
                                assertThat(ask(first, "shared", model).code())
                                        .isEqualTo("ENDPOINT_NOT_FOUND"));
            }
        }
    }

    private void refusesOnlyTheBrokenOne(
            ServletWebServerApplicationContext instance, TrainedModel model) {
        var http = http(instance);
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(
                                        http.get("/v1/endpoints/doomed")
                                                .body()
                                                .path("problem")
                                                .asString(""))
                                .contains("golden.json")
                                .contains("SHA-256"));
        assertThat(http.get("/v1/endpoints/doomed").body().path("ready").asBoolean()).isFalse();
        assertThat(ask(instance, "doomed", model).status()).isEqualTo(503);
        assertThat(ask(instance, "doomed", model).code()).isEqualTo("ENDPOINT_NOT_READY");
        assertThat(http.get("/actuator/health/readiness").status()).isEqualTo(200);
    }

    private void awaitAnswer(
            ServletWebServerApplicationContext instance,
            String endpoint,
            String reference,
            TrainedModel model) {
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(
                                        ask(instance, endpoint, model)
                                                .body()
                                                .path("modelVersion")
                                                .asString(""))
                                .isEqualTo(reference));
        var answer = ask(instance, endpoint, model).body().at("/predictions/0/value").asLong();
        assertThat((Object) answer).isEqualTo(model.golden.getFirst().prediction());
    }

    private static Http.Answer ask(
            ServletWebServerApplicationContext instance, String endpoint, TrainedModel model) {
        return InferenceTest.predict(http(instance), endpoint, model.golden.getFirst().row());
    }

    private static Http http(ServletWebServerApplicationContext instance) {
        return Http.at(instance.getWebServer().getPort());
    }

    private ServletWebServerApplicationContext start(String name) {
        var settings = new HashMap<>(parts);
        settings.put("server.port", 0);
        settings.put("millrace.services.training", TRAINING.url());
        settings.put("millrace.inference.watch.endpoints", "100ms");
        settings.put("millrace.inference.cache.folder", folder.resolve(name).toString());
        return (ServletWebServerApplicationContext)
                new SpringApplicationBuilder(InferenceApplication.class)
                        .web(WebApplicationType.SERVLET)
                        .initializers(context ->
                                context.getEnvironment()
                                        .getPropertySources()
                                        .addFirst(
                                                new org.springframework.core.env.MapPropertySource(
                                                        "instance", settings)))
                        .run();
    }
}
