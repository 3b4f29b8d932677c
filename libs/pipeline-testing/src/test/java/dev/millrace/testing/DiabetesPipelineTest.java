package dev.millrace.testing;

import static dev.millrace.contracts.failure.FailureCode.GATE_CLOSED;
import static dev.millrace.contracts.failure.FailureCode.STORE_UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The tests that the authors of examples/diabetes would write. */
class DiabetesPipelineTest {

    private static final String PREPARED = "6f2b3c1e-1f5e-4b8e-9d3a-0a4f7f0c2d11";

    private PipelineTest pipeline;

    @BeforeEach
    void theServicesWork(@Pipeline("../../examples/diabetes/pipeline.yaml") PipelineTest diabetes) {
        pipeline = diabetes;
        pipeline.step("ingest").succeeds(Map.of("reference", "diabetes@7"));
        pipeline.step("prepare").succeeds(Map.of("preparedData", PREPARED));
        pipeline.step("train").takes(Duration.ofMinutes(2)).succeeds(trained(0.78));
    }

    private static Map<String, Object> trained(double accuracy) {
        return Map.of(
                "modelVersion", "diabetes@3", "metrics", Map.of("accuracy", accuracy, "auc", 0.83));
    }

    @Test
    void aGoodModelIsDeployed() {
        assertThat(pipeline.run())
                .succeeded()
                .took(Duration.ofMinutes(2))
                .step("deploy")
                .wasAsked("model", "diabetes@3")
                .wasAsked("endpoint", "diabetes");
    }

    @Test
    void aModelThatHardlyBeatsACoinIsNot() {
        assertThat(pipeline.step("train").succeeds(trained(0.55)).run())
                .failed()
                .step("good-enough")
                .failedWith(GATE_CLOSED)
                .step("deploy")
                .wasSkipped();
    }

    @Test
    void oneSeedIsTheTrainingsAndOneTheSplits() {
        var run = pipeline.with("seed", 1).with("splitSeed", 2).run();

        assertThat(run).step("train").wasAsked("seed", 1);
        assertThat(run.step("prepare").attempts().getFirst().asked().get("recipe"))
                .asString()
                .contains("seed=2");
    }

    @Test
    void whatIsProfiledAndPreparedIsWhatWasIngested() {
        assertThat(pipeline.run())
                .step("profile")
                .wasAsked("dataset", "diabetes@7")
                .step("prepare")
                .wasAsked("inputs", Map.of("diabetes", "diabetes@7"))
                .step("train")
                .wasAsked("preparedData", PREPARED)
                .wasAsked("seed", 42);
    }

    @Test
    void aProfileThatFailsFailsTheRunButNotTheDeployment() {
        var run = pipeline.step("profile").fails(STORE_UNAVAILABLE).run();

        assertThat(run).failed().step("profile").tried(3).step("deploy").succeeded();
    }
}
