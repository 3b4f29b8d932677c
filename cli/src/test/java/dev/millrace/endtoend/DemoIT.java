package dev.millrace.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The first thing that a newcomer does, and what an operator sees of it. */
@OnThePlatform
class DemoIT {

    private static final Path REAL_DATA = Script.ROOT.resolve("../shared/data/diabetes.csv");
    private static final Path SAMPLE = Script.ROOT.resolve("examples/diabetes/diabetes-sample.csv");

    private final LivePlatform platform;

    DemoIT(LivePlatform platform) {
        this.platform = platform;
    }

    @Test
    void trainsDeploysAndPredicts() throws IOException, InterruptedException {
        var first = demo(data());
        var metrics = first.path("metrics");

        assertThat(first.path("state").asString()).isEqualTo("SUCCEEDED");
        for (var name : List.of("accuracy", "f1", "auc")) {
            assertThat(metrics.path(name).isNumber()).as("%s is a number", name).isTrue();
        }
        assertThat(metrics.path("accuracy").asDouble()).isBetween(0.6, 1.0);
        assertThat(metrics.path("f1").asDouble()).isBetween(0.4, 1.0);
        assertThat(metrics.path("auc").asDouble()).isBetween(0.6, 1.0);
        assertThat(first.path("endpoint").asString()).isEqualTo("diabetes");
        assertThat(first.path("prediction").isObject()).isTrue();
        assertThat(first.path("prediction").path("probabilities").size()).isEqualTo(2);
        assertThat(first.path("seconds").isNumber()).isTrue();
    }

    @Test
    void runsAgainOnOtherDataWithinSecondsOnceItIsWarm() throws IOException, InterruptedException {
        platform.requireDiabetesEndpoint();
        var all = Files.readAllLines(data());
        var other =
                platform.file("fewer-patients.csv", String.join("\n", all.subList(0, 701)) + "\n");

        var again = demo(other);

        assertThat(again.path("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(again.path("seconds").asDouble()).as("seconds of a warm run").isLessThan(30);
    }

    @Test
    void sendsEveryDocumentedMetricToCloudWatch() throws IOException, InterruptedException {
        platform.requireDiabetesEndpoint();
        var documented = documentedMetrics();
        assertThat(documented).as("metrics in the table of docs/guide/metrics.md").isNotEmpty();
        makeRareThingsHappen();

        await("the documented metrics")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(documented)
                                .as(
                                        "metrics of docs/guide/metrics.md; CloudWatch got %s",
                                        platform.cloudWatch().names())
                                .allMatch(platform.cloudWatch()::hasReceived));
    }

    @Test
    void theIdsOfARunStandInTheLogOfEveryServiceThatTookPart()
            throws IOException, InterruptedException {
        var run = demo(data()).path("run").asString();

        for (var service : List.of("orchestrator", "ingest", "prep", "training", "inference")) {
            assertThat(platform.log(service))
                    .as("log of %s", service)
                    .anySatisfy(entry -> {
                        assertThat(entry.path("run").asString()).isEqualTo(run);
                        assertThat(entry.path("step").asString()).isNotEmpty();
                    });
        }
    }

    /** The first cells of the rows of the page's tables that hold the name of a metric. */
    private static List<String> documentedMetrics() throws IOException {
        var page = Files.readString(Script.ROOT.resolve("docs/guide/metrics.md"));
        return Pattern.compile(
                        "^\\| `(millrace\\.[a-z.]+)` \\| (counter|timer|gauge) ", Pattern.MULTILINE)
                .matcher(page)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private void makeRareThingsHappen() {
        platform.inference()
                .post("/v1/endpoints/diabetes/predictions", Map.of("rows", List.of(Map.of())))
                .require(400);
        Work.awaitJob(
                platform.ingest(),
                platform.ingest()
                        .post(
                                "/v1/ingestions",
                                Map.of("dataset", "nothing", "source", "/no/such/file.csv")));
    }

    private JsonNode demo(Path data) throws IOException, InterruptedException {
        var result =
                platform.millrace("demo", "--data", data.toString(), "--json").requireSuccess();
        var document = result.document();
        LivePlatform.say(
                "demo on %s: %.1f s for the command, %.1f s by its own account, %s",
                data.getFileName(),
                result.took().toMillis() / 1e3,
                document.path("seconds").asDouble(),
                document.path("metrics"));
        return document;
    }

    private static Path data() {
        if (Files.isRegularFile(REAL_DATA)) {
            return REAL_DATA.normalize();
        }
        LivePlatform.say("%s is not here; using the generated sample", REAL_DATA.normalize());
        return SAMPLE;
    }
}
