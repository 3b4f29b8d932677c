package dev.millrace.training.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.training.TrackingTest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mlflow.api.proto.ModelRegistry.ModelVersion;
import org.mlflow.api.proto.Service.CreateRun;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.Param;
import org.mlflow.api.proto.Service.RunInfo;
import org.mlflow.api.proto.Service.RunStatus;
import org.mlflow.api.proto.Service.RunTag;
import org.mlflow.api.proto.Service.ViewType;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.MlflowHttpException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

/** The real client of MLflow 2.17.2 against the service. */
@TrackingTest
class MlflowClientTest {

    private static final long BEYOND_DOUBLES = (1L << 53) + 1;

    @Autowired JsonMapper json;
    @LocalServerPort int port;
    private MlflowClient client;

    @BeforeEach
    void connect() {
        client = new MlflowClient("http://127.0.0.1:" + port);
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    @Test
    void keepsAnExperimentFromCreationToRestoration() {
        var id = client.createExperiment("moons");

        assertThat(client.getExperiment(id).getName()).isEqualTo("moons");
        assertThat(client.getExperiment(id).getArtifactLocation()).startsWith("s3://");
        assertThat(client.getExperimentByName("moons").orElseThrow().getExperimentId())
                .isEqualTo(id);
        assertThat(client.getExperimentByName("suns")).isEmpty();
        assertThat(client.getExperiment("0").getName()).isEqualTo("Default");

        client.setExperimentTag(id, "team", "sky");
        client.renameExperiment(id, "moons of jupiter");
        var found = client.searchExperiments("name LIKE 'moons%' and tags.team = 'sky'");
        assertThat(found.getItems()).hasSize(1);
        assertThat(found.getItems().get(0).getTags(0).getValue()).isEqualTo("sky");

        client.deleteExperiment(id);
        assertThat(client.getExperiment(id).getLifecycleStage()).isEqualTo("deleted");
        assertThat(client.searchExperiments("name ILIKE 'MOONS%'").getItems()).isEmpty();
        client.restoreExperiment(id);
        assertThat(client.getExperiment(id).getLifecycleStage()).isEqualTo("active");
        refused(400, "RESOURCE_ALREADY_EXISTS", () -> client.createExperiment("moons of jupiter"));
    }

    @Test
    void writesARunAndReadsBackEveryNumberAsItWas() {
        var experiment = client.createExperiment("numbers");
        var run =
                client.createRun(
                        CreateRun.newBuilder()
                                .setExperimentId(experiment)
                                .setRunName("first")
                                .setUserId("ada")
                                .setStartTime(BEYOND_DOUBLES)
                                .build());
        var id = run.getRunId();
        assertThat(run.getStatus()).isEqualTo(RunStatus.RUNNING);
        assertThat(run.getStartTime()).isEqualTo(BEYOND_DOUBLES);
        assertThat(run.getArtifactUri()).startsWith("s3://").contains(id);

        client.logParam(id, "optimizer.type", "adam");
        client.setTag(id, "note", "a 'quoted' \"text\"");
        client.logMetric(id, "loss", Double.NaN, 1, 1);
        client.logMetric(id, "loss", Double.POSITIVE_INFINITY, BEYOND_DOUBLES, 2);
        client.logMetric(id, "loss", Double.NEGATIVE_INFINITY, Long.MAX_VALUE, BEYOND_DOUBLES);
        client.logMetric(id, "tiny", Double.MIN_VALUE, 0, Long.MIN_VALUE);
        client.setTerminated(id, RunStatus.FINISHED, BEYOND_DOUBLES + 2);

        var loss = client.getMetricHistory(id, "loss");
        assertThat(loss)
                .extracting(Metric::getValue)
                .containsExactly(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
        assertThat(loss)
                .extracting(Metric::getTimestamp)
                .containsExactly(1L, BEYOND_DOUBLES, Long.MAX_VALUE);
        assertThat(loss).extracting(Metric::getStep).containsExactly(1L, 2L, BEYOND_DOUBLES);
        assertThat(client.getMetricHistory(id, "tiny"))
                .singleElement()
                .satisfies(point -> {
                    assertThat(point.getValue()).isEqualTo(Double.MIN_VALUE);
                    assertThat(point.getStep()).isEqualTo(Long.MIN_VALUE);
                });
        assertThat(client.getMetricHistory(id, "unknown")).isEmpty();
        var read = client.getRun(id);
        assertThat(read.getInfo().getEndTime()).isEqualTo(BEYOND_DOUBLES + 2);
        assertThat(read.getInfo().getStatus()).isEqualTo(RunStatus.FINISHED);
        assertThat(read.getInfo().getRunName()).isEqualTo("first");
        assertThat(read.getInfo().getUserId()).isEqualTo("ada");
        assertThat(read.getData().getParamsList()).containsExactly(param("optimizer.type", "adam"));
        assertThat(read.getData().getTagsList()).contains(tag("note", "a 'quoted' \"text\""));
        assertThat(read.getData().getMetricsList())
                .filteredOn(metric -> metric.getKey().equals("loss"))
                .extracting(Metric::getValue)
                .containsExactly(Double.NEGATIVE_INFINITY);
        client.deleteTag(id, "note");
        assertThat(client.getRun(id).getData().getTagsList())
                .noneMatch(t -> t.getKey().equals("note"));
    }

    @Test
    void readsLongHistoriesInPagesAndKeepsTheLatestOfAnUnorderedBatch() {
        var id = client.createRun(client.createExperiment("batches")).getRunId();
        for (int batch = 29; batch >= 0; batch--) {
            int first = batch * 998;
            client.logBatch(
                    id,
                    IntStream.range(first, first + 998)
                            .mapToObj(step -> metric("loss", step, 1.0 / (step + 1)))
                            .toList(),
                    List.of(param("p" + batch, "v")),
                    List.of(tag("t" + batch, "v")));
        }
        client.logBatch(id, List.of(metric("loss", 5, 1.0 / 6)), List.of(), List.of()); // repeated

        assertThat(pages(id, "loss")).hasSize(29_940).isSorted().doesNotHaveDuplicates();
        var data = client.getRun(id).getData();
        assertThat(data.getMetrics(0).getStep()).isEqualTo(29_939);
        assertThat(data.getParamsList()).hasSize(30);
    }

    @Test
    void findsRunsByFilterInOrderPageByPage() {
        var experiment = client.createExperiment("search");
        var runs = new ArrayList<String>();
        for (int number = 0; number < 5; number++) {
            var id = client.createRun(experiment).getRunId();
            runs.add(id);
            client.logBatch(
                    id,
                    List.of(
                            metric("rmse", 0, number),
                            metric("val/loss 1", 0, number == 3 ? Double.NaN : -number)),
                    List.of(
                            param("model", number % 2 == 0 ? "tree" : "net"),
                            param("a.b c", "x" + number)),
                    List.of(tag("x", "banana " + number)));
        }
        client.setTerminated(runs.get(0), RunStatus.FAILED);

        assertThat(
                        found(
                                experiment,
                                "metrics.rmse < 3 and params.model = 'tree' and tags.x LIKE '%ana%'"))
                .containsExactlyInAnyOrder(runs.get(0), runs.get(2));
        assertThat(found(experiment, "attributes.status = 'FAILED'")).containsExactly(runs.get(0));
        assertThat(
                        found(
                                experiment,
                                "tags.x ILIKE 'BANANA 4' AND status IN ('RUNNING', 'FINISHED')"))
                .containsExactly(runs.get(4));
        assertThat(found(experiment, "params.`a.b c` = 'x1'")).containsExactly(runs.get(1));
        assertThat(found(experiment, "param.\"a.b c\" != \"x1\"")).hasSize(4);
        assertThat(found(experiment, "metrics.`val/loss 1` >= -1e0"))
                .containsExactlyInAnyOrder(runs.get(0), runs.get(1)); // NaN is no number
        assertThat(found(experiment, "run_id IN ('" + runs.get(3) + "')"))
                .containsExactly(runs.get(3));
        assertThat(found(experiment, "params.model = 'x'' or 1=1 --'")).isEmpty();
        assertThat(found(experiment, "")).hasSize(5);

        var first =
                client.searchRuns(
                        List.of(experiment),
                        "",
                        ViewType.ACTIVE_ONLY,
                        2,
                        List.of("params.model ASC", "metrics.rmse DESC"));
        var ordered = new ArrayList<String>();
        for (var page = first; ; page = (org.mlflow.tracking.RunsPage) page.getNextPage()) {
            page.getItems().forEach(run -> ordered.add(run.getInfo().getRunId()));
            if (!page.hasNextPage()) {
                break;
            }
        }
        assertThat(ordered)
                .containsExactly(runs.get(3), runs.get(1), runs.get(4), runs.get(2), runs.get(0));
        client.deleteRun(runs.get(1));
        assertThat(found(experiment, "")).hasSize(4);
        assertThat(client.searchRuns(List.of(experiment), "", ViewType.DELETED_ONLY))
                .extracting(RunInfo::getRunId)
                .containsExactly(runs.get(1));
        refused(400, "INVALID_PARAMETER_VALUE", () -> client.logMetric(runs.get(1), "rmse", 1));
        client.restoreRun(runs.get(1));
        client.logMetric(runs.get(1), "rmse", 1);
    }

    @Test
    void registersMovesAndFindsVersions() {
        var run = client.createRun(client.createExperiment("registry")).getRunId();
        client.sendPost("registered-models/create", "{\"name\": \"fraud_model\"}");
        for (int number = 1; number <= 3; number++) {
            client.sendPost(
                    "model-versions/create",
                    """
                    {"name": "fraud_model", "source": "s3://elsewhere/%d", "run_id": "%s"}\
                    """
                            .formatted(number, run));
        }

        assertThat(client.getRegisteredModel("fraud_model").getName()).isEqualTo("fraud_model");
        var second = client.getModelVersion("fraud_model", "2");
        assertThat(second.getSource()).isEqualTo("s3://elsewhere/2");
        assertThat(second.getRunId()).isEqualTo(run);
        assertThat(second.getCurrentStage()).isEqualTo("None");
        assertThat(second.getTagsList())
                .anyMatch(tag ->
                        tag.getKey().equals("millrace.kind") && tag.getValue().equals("external"));
        assertThat(client.getModelVersionDownloadUri("fraud_model", "2"))
                .isEqualTo("s3://elsewhere/2");

        transition("1", "Production");
        transition("2", "production");
        assertThat(client.getModelVersion("fraud_model", "1").getCurrentStage())
                .isEqualTo("Archived");
        assertThat(client.getLatestVersions("fraud_model", List.of("Production")))
                .extracting(ModelVersion::getVersion)
                .containsExactly("2");
        assertThat(client.getLatestVersions("fraud_model")).hasSize(3);
        client.sendPatch(
                "model-versions/update",
                """
                {"name": "fraud_model", "version": "3", "description": "the third"}\
                """);
        client.sendPost(
                "registered-models/alias",
                """
                {"name": "fraud_model", "alias": "champion", "version": "3"}\
                """);
        assertThat(client.sendGet("registered-models/alias?name=fraud_model&alias=champion"))
                .contains("the third");

        assertThat(
                        client.searchModelVersions(
                                        "name = 'fraud_model' and run_id = '" + run + "'")
                                .getItems())
                .hasSize(3);
        var page =
                client.searchModelVersions("name LIKE 'fraud%'", 2, List.of("version_number ASC"));
        assertThat(page.getItems()).extracting(ModelVersion::getVersion).containsExactly("1", "2");
        assertThat(page.getNextPage().getItems())
                .extracting(version -> ((ModelVersion) version).getVersion())
                .containsExactly("3");
        refused(404, "RESOURCE_DOES_NOT_EXIST", () -> client.getModelVersion("fraud_model", "9"));
    }

    @Test
    void saysWhatIsWrongInMlflowsForm() {
        var id = client.createRun().getRunId();
        client.logParam(id, "depth", "3");

        refused(404, "RESOURCE_DOES_NOT_EXIST", () -> client.getRun("0".repeat(32)));
        refused(404, "RESOURCE_DOES_NOT_EXIST", () -> client.getRun("no run"));
        refused(400, "INVALID_PARAMETER_VALUE", () -> client.logParam(id, "depth", "4"));
        refused(400, "INVALID_PARAMETER_VALUE", () -> client.logParam(id, "k".repeat(251), "4"));
        refused(
                400,
                "INVALID_PARAMETER_VALUE",
                () -> client.logParam(id, "long", "v".repeat(6001)));
        refused(400, "INVALID_PARAMETER_VALUE", () -> client.logParam(id, "../up", "v"));
        refused(
                400,
                "INVALID_PARAMETER_VALUE",
                () ->
                        client.logBatch(
                                id,
                                IntStream.range(0, 1001).mapToObj(s -> metric("m", s, 0)).toList(),
                                null,
                                null));
        refused(
                400,
                "character 18",
                () -> client.searchRuns(List.of("0"), "metrics.rmse < 1 or params.x = 'y'"));
        refused(400, "NUL", () -> client.searchRuns(List.of("0"), "tags.x = '\0'"));
        refused(400, "NUL", () -> client.getMetricHistory(id, "\0"));
        refused(
                400,
                "NUL",
                () ->
                        client.sendPost(
                                "runs/log-inputs",
                                "{\"run_id\": \"%s\", \"datasets\": [{\"dataset\": {\"name\": \"\\u0000\"}}]}"
                                        .formatted(id)));
        refused(404, "ENDPOINT_NOT_FOUND", () -> client.sendGet("gateway-proxy"));
        refused(
                400,
                "INVALID_PARAMETER_VALUE",
                () -> client.sendPost("runs/log-batch", "{\"run_id\": 3"));
    }

    /** By hand: the client itself adds a second page to a list that refuses it. */
    private List<Long> pages(String run, String metric) {
        var steps = new ArrayList<Long>();
        String token = "";
        do {
            var page =
                    json.readTree(
                            client.sendGet(
                                    "metrics/get-history?max_results=25000&run_id=%s&metric_key=%s&page_token=%s"
                                            .formatted(run, metric, token)));
            page.path("metrics").forEach(point -> steps.add(point.path("step").asLong()));
            token = page.path("next_page_token").asString("");
        } while (!token.isEmpty());
        return steps;
    }

    private void transition(String version, String stage) {
        client.sendPost(
                "model-versions/transition-stage",
                """
                {"name": "fraud_model", "version": "%s", "stage": "%s", "archive_existing_versions": true}\
                """
                        .formatted(version, stage));
    }

    private List<String> found(String experiment, String filter) {
        return client.searchRuns(List.of(experiment), filter).stream()
                .map(RunInfo::getRunId)
                .toList();
    }

    private static void refused(int status, String said, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        MlflowHttpException.class,
                        refusal -> {
                            assertThat(refusal.getStatusCode()).isEqualTo(status);
                            assertThat(refusal.getBodyMessage()).contains(said);
                        });
    }

    private static Metric metric(String key, long step, double value) {
        return Metric.newBuilder()
                .setKey(key)
                .setStep(step)
                .setTimestamp(1_700_000_000_000L + step)
                .setValue(value)
                .build();
    }

    private static Param param(String key, String value) {
        return Param.newBuilder().setKey(key).setValue(value).build();
    }

    private static RunTag tag(String key, String value) {
        return RunTag.newBuilder().setKey(key).setValue(value).build();
    }
}
