package dev.millrace.endtoend;

import static dev.millrace.endtoend.Documents.state;
import static dev.millrace.endtoend.Documents.step;
import static dev.millrace.endtoend.Documents.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Steps that train many networks, and one without a target: what they say, and that it serves. */
@OnThePlatform
class EveryWayToTrainIT {

    private static final String PIPELINE =
            """
            pipeline: every-way
            parameters:
              data: null
            steps:
              ingest: {type: ingest, dataset: every-way, source: "${parameters.data}"}
              labelled:
                type: prepare
                inputs: {rows: "${steps.ingest.reference}"}
                recipe:
                  target: {column: label, kind: binary}
                  features: &features
                    - {columns: [a, b, c, d, e, f], operations: [{type: standard}]}
              unlabelled:
                type: prepare
                inputs: {rows: "${steps.ingest.reference}"}
                recipe: {target: {kind: none}, features: *features}
              folds:
                type: cross-validate
                training: &training
                  model: tuned
                  preparedData: "${steps.labelled.preparedData}"
                  layers: [{type: dense, units: 4}]
                  epochs: 2
                folding: {folds: 2}
              tune:
                type: tune
                base: *training
                space: {"layers[0].units": {type: choice, values: [2, 8]}}
                search: {type: grid}
              automl: {type: automl, model: found, preparedData: "${steps.labelled.preparedData}", maxSeconds: 1}
              scores:
                {type: train, model: scores, preparedData: "${steps.unlabelled.preparedData}", preset: autoencoder, epochs: 2}
              measured:
                type: condition
                require: >-
                  ${steps.folds.metrics.accuracy} >= 0 and ${steps.tune.metrics.accuracy} >= 0
                  and ${steps.automl.metrics.accuracy} >= 0
              deploy-tuned:
                {type: deploy, endpoint: tuned, model: "${steps.tune.modelVersion}", needs: [measured]}
              deploy-found:
                {type: deploy, endpoint: found, model: "${steps.automl.modelVersion}", needs: [measured]}
              deploy-scores: {type: deploy, endpoint: scores, model: "${steps.scores.modelVersion}"}
            """;

    private final LivePlatform platform;

    EveryWayToTrainIT(LivePlatform platform) {
        this.platform = platform;
    }

    @Test
    void aRunOfThemAllSucceedsAndWhatTheyFindIsServed() throws IOException {
        var rows = platform.file("every-way.csv", GeneratedRows.csv("every-way", 400));

        var run =
                platform.work()
                        .awaitRun(platform.work().start(PIPELINE, Map.of("data", rows.toString())));

        assertThat(state(run)).as("state of %s", run).isEqualTo("SUCCEEDED");
        var folds = outputs(run, "folds");
        assertThat(folds.path("folds").asInt()).isEqualTo(2);
        assertThat(folds.path("baselines").size()).isPositive();
        var tune = outputs(run, "tune");
        assertThat(tune.path("trials").asInt()).isEqualTo(2);
        assertThat(tune.path("params").path("layers[0].units").asInt()).isIn(2, 8);
        var automl = outputs(run, "automl");
        assertThat(automl.path("leaderboard").size()).isGreaterThan(1);
        assertThat(text(automl, "verdict")).isNotEmpty();
        assertThat(List.of(text(tune, "modelVersion"), text(automl, "modelVersion")))
                .containsExactly("tuned@1", "found@1");
        new ServedAsTrained(platform).require(run);
    }

    private static JsonNode outputs(JsonNode run, String step) {
        return step(run, step).path("outputs");
    }
}
