package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.cli.platform.Json;
import dev.millrace.contracts.failure.Failure;
import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.inference.Predictions.Prediction;
import dev.millrace.contracts.orchestrator.Run;
import dev.millrace.contracts.orchestrator.RunState;
import dev.millrace.contracts.orchestrator.Step;
import dev.millrace.contracts.orchestrator.StepState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The documents that scripts read. */
class ReportsTest {

    private static final Instant BEGAN = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void demoPrintsStateMetricsEndpointPredictionAndSecondsFirst() {
        var train =
                step(
                        "train",
                        StepState.SUCCEEDED,
                        Map.of("metrics", Map.of("accuracy", 0.77)),
                        null);
        var deploy =
                step(
                        "deploy",
                        StepState.SUCCEEDED,
                        Map.of("endpoint", "diabetes", "modelVersion", "diabetes@1"),
                        null);
        var report = RunReport.of(run(RunState.SUCCEEDED, train, deploy));

        var demo = DemoReport.of(report, new Prediction(1, Map.of("0", 0.3, "1", 0.7)), 12.345);

        var document = Json.STRICT.valueToTree(demo);
        assertThat(document.propertyNames())
                .startsWith("state", "metrics", "endpoint", "prediction", "seconds");
        assertThat(document.at("/metrics/accuracy").asDouble()).isEqualTo(0.77);
        assertThat(document.at("/endpoint").asString()).isEqualTo("diabetes");
        assertThat(document.at("/prediction/value").asInt()).isEqualTo(1);
        assertThat(document.at("/seconds").asDouble()).isEqualTo(12.3);
    }

    @Test
    void metricsStandBesideThoseOfSimpleModels() {
        var outputs =
                Map.<String, Object>of(
                        "metrics", Map.of("auc", 0.84),
                        "baselines", Map.of("linear", Map.of("auc", 0.85)));

        var report =
                RunReport.of(
                        run(RunState.SUCCEEDED, step("train", StepState.SUCCEEDED, outputs, null)));

        assertThat(report.metricsTable())
                .containsExactly(
                        "",
                        "  metric (test)   network    linear",
                        "  -------------   --------   --------",
                        "  auc               0.8400     0.8500",
                        "");
    }

    @Test
    void aFailedRunSaysWhichStepFailedAndWhy() {
        var failure = new Failure(FailureCode.INVALID_DATA, "line 7 has 3 values, not 4");
        var report =
                RunReport.of(run(RunState.FAILED, step("ingest", StepState.FAILED, null, failure)));

        assertThat(report.succeeded()).isFalse();
        assertThat(report.text())
                .contains("FAILED", "Step ingest: line 7 has 3 values, not 4 (INVALID_DATA)");
    }

    @Test
    void aRunTakesSecondsFromItsCreationToItsEnd() {
        assertThat(RunReport.of(run(RunState.SUCCEEDED)).seconds()).isEqualTo(9.5);
    }

    private static Run run(RunState state, Step... steps) {
        return new Run(
                UUID.randomUUID(),
                "diabetes",
                1,
                state,
                Map.of(),
                null,
                List.of(steps),
                "anonymous",
                BEGAN,
                BEGAN,
                BEGAN.plusMillis(9_500),
                null,
                null,
                null,
                null);
    }

    private static Step step(
            String name, StepState state, Map<String, Object> outputs, Failure failure) {
        return new Step(
                name, name, state, List.of(), 1, 1, "", null, null, outputs, failure, BEGAN, BEGAN,
                null);
    }
}
