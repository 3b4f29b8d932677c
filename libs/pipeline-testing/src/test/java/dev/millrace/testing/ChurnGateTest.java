package dev.millrace.testing;

import static dev.millrace.contracts.failure.FailureCode.GATE_CLOSED;
import static dev.millrace.contracts.failure.FailureCode.WORKER_LOST;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChurnGateTest {

    private PipelineTest pipeline;

    @BeforeEach
    void theServicesWork(@Pipeline("churn.yaml") PipelineTest churn) {
        pipeline = churn;
        pipeline.step("ingest").succeeds(Map.of("reference", "churn@3"));
        pipeline.step("prepare").succeeds(Map.of("preparedData", "prepared"));
    }

    @Test
    void deploysNoModelThatTheGateKeepsOut() {
        var run =
                pipeline.with("rate", 0.1)
                        .step("train")
                        .succeeds(Map.of("metrics", Map.of("auc", 0.6)))
                        .run();

        assertThat(run)
                .failed()
                .step("train")
                .wasAsked("optimizer", Map.of("type", "adam", "learningRate", 0.1))
                .step("good")
                .failedWith(GATE_CLOSED)
                .says("steps.train.metrics.auc is 0.6")
                .step("deploy")
                .wasSkipped()
                .step("tidy") // in finally
                .succeeded();
    }

    @Test
    void triesALostWorkerAgain() {
        var model = Map.of("modelVersion", "churn@1", "metrics", Map.of("auc", 0.8));

        var run =
                pipeline.step("train")
                        .failsTimes(2, WORKER_LOST)
                        .takes(Duration.ofMinutes(1))
                        .succeeds(model)
                        .run();

        assertThat(run)
                .succeeded()
                .took(Duration.ofSeconds(150))
                .started("ingest", "prepare", "train", "train", "train", "good", "deploy", "tidy")
                .step("train")
                .startedAfter(Duration.ZERO, Duration.ofSeconds(70), Duration.ofSeconds(150));
        assertThat(run.attempts().get(3)).hasToString("train #2 at 1m 10s");
    }
}
