package dev.millrace.orchestrator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.orchestrator.Lineage;
import dev.millrace.contracts.orchestrator.Lineage.Direction;
import dev.millrace.contracts.orchestrator.Lineage.Edge;
import dev.millrace.contracts.orchestrator.Lineage.Reached;
import dev.millrace.contracts.orchestrator.LineageApi;
import dev.millrace.contracts.orchestrator.Rerun;
import dev.millrace.contracts.orchestrator.Run;
import dev.millrace.contracts.orchestrator.RunState;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;

class LineageTest extends RunTests {

    @Autowired LineageApi lineage;

    /** Names of this test alone: its artifacts are no other test's. */
    private final String name = "l" + UUID.randomUUID().toString().substring(0, 8);

    private final UUID prepared = UUID.randomUUID();
    private volatile int version = 1;

    @BeforeEach
    void everyServiceMakesItsArtifact() {
        SERVICE.script(key ->
                new StandInService.Behaviour.Succeed(
                        switch (key.split(":")[1]) {
                            case "data" -> Map.of("reference", name + "@" + version);
                            case "prepare" ->
                                    Map.of(
                                            "preparedData",
                                            prepared.toString(),
                                            "inputs",
                                            Map.of("t", name + "@" + version));
                            case "train" -> Map.of("modelVersion", name + "@" + version);
                            default ->
                                    Map.of("endpoint", name, "modelVersion", name + "@" + version);
                        }));
    }

    @Test
    void leadsFromAnEndpointToItsSourceAndBack() {
        var run = ended(pipeline().id());
        assertThat(run.state()).isEqualTo(RunState.SUCCEEDED);

        var up = lineage.lineage("endpoint:" + name, Direction.UP, 20);
        var down = lineage.lineage("source:/data/" + name + ".csv", Direction.DOWN, 20);

        assertThat(names(up))
                .containsExactly(
                        "endpoint:" + name,
                        "model:" + name + "@1",
                        "prepared:" + prepared,
                        "dataset:" + name + "@1",
                        "source:/data/" + name + ".csv");
        assertThat(names(down)).containsExactlyElementsOf(names(up).reversed());
        assertThat(up.complete()).isTrue();
        assertThat(up.edges()).extracting(Edge::run).containsOnly(run.id());
        assertThat(up.edges())
                .extracting(Edge::step)
                .containsExactly("deploy", "train", "prepare", "data");
    }

    @Test
    void whatAnEarlierAttemptMadeIsKeptWhenTheStepStartsOver() {
        var run = ended(pipeline().id());
        version = 2;

        api.rerun(run.id(), new Rerun(List.of("train"), null));
        ended(run.id());

        var down = lineage.lineage("prepared:" + prepared, Direction.DOWN, 1);
        assertThat(names(down))
                .containsExactlyInAnyOrder(
                        "prepared:" + prepared, "model:" + name + "@1", "model:" + name + "@2");
        assertThat(down.edges()).extracting(Edge::attempt).containsExactly(2, 1);
        assertThat(names(lineage.lineage("endpoint:" + name, Direction.UP, 1)))
                .contains("model:" + name + "@1", "model:" + name + "@2");
    }

    @Test
    void anArtifactThatNobodyMadeIsNotFound() {
        http().get()
                .uri("/v1/lineage?artifact=model:{name}@9&direction=up", name)
                .exchange((request, response) -> {
                    assertThat(response.getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
                    return null;
                });
    }

    private Run pipeline() {
        return started(
                """
                pipeline: %1$s
                steps:
                  data: {type: ingest, dataset: %1$s, source: /data/%1$s.csv}
                  prepare:
                    type: prepare
                    inputs: {t: "${steps.data.reference}"}
                    recipe: {target: {column: y, kind: binary}, features: [{columns: [x], operations: [{type: standard}]}]}
                  train: {type: train, model: %1$s, layers: [{type: dense, units: 2}], preparedData: "${steps.prepare.preparedData}"}
                  deploy: {type: deploy, endpoint: %1$s, model: "${steps.train.modelVersion}"}
                """
                        .formatted(name));
    }

    private static List<String> names(Lineage lineage) {
        return lineage.artifacts().stream().map(Reached::artifact).toList();
    }
}
