package dev.millrace.orchestrator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.orchestrator.RunEvent;
import dev.millrace.contracts.orchestrator.RunState;
import dev.millrace.contracts.orchestrator.StepState;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunTest extends RunTests {

    @Test
    void runsStepsInTheOrderOfTheirNeeds() {
        var run =
                started(
                        """
                        pipeline: order
                        steps:
                          last: {type: noop, needs: [left, right]}
                          left: {type: noop, needs: [first]}
                          right: {type: noop, needs: [first]}
                          first: {type: noop}
                        """);

        var ended = ended(run.id());

        assertThat(ended.state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(ended.steps()).allMatch(step -> step.state() == StepState.SUCCEEDED);
        assertThat(api.history(run.id(), 0))
                .extracting(RunEvent::type)
                .containsExactly(
                        "run-started",
                        "step-started",
                        "step-succeeded",
                        "step-started",
                        "step-started",
                        "step-succeeded",
                        "step-succeeded",
                        "step-started",
                        "step-succeeded",
                        "run-succeeded");
        assertThat(api.history(run.id(), 0)).extracting(RunEvent::number).isSorted();
    }

    @Test
    void aClosedGateFailsTheRunWithItsNumbers() {
        var run =
                started(
                        """
                        pipeline: gate
                        parameters: {accuracy: 0.65}
                        steps:
                          good: {type: condition, require: "${parameters.accuracy} >= 0.7"}
                          deploy: {type: noop, needs: [good]}
                        """,
                        Map.of("accuracy", 0.66));

        var ended = ended(run.id());

        assertThat(ended.state()).isEqualTo(RunState.FAILED);
        assertThat(ended.message())
                .contains("step 'good' failed", "parameters.accuracy is 0.66, which is not >= 0.7");
        assertThat(ended.steps().getLast().state()).isEqualTo(StepState.SKIPPED);
        assertThat(ended.steps().getLast().message()).contains("'good' (FAILED)");
    }
}
