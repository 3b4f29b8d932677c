package dev.millrace.orchestrator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.orchestrator.RunEvent;
import dev.millrace.contracts.orchestrator.RunState;
import dev.millrace.contracts.orchestrator.StepState;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class RunTest extends RunTests {

    @Autowired Alarms alarms;
    @Autowired DatabaseTime time;

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

    @Test
    void anAlarmThatIsSetAgainWhileItRingsRingsAgain() throws InterruptedException {
        var at = time.now();
        var run = UUID.randomUUID();
        var rings = new CountDownLatch(2);
        var again =
                new Runnable() {
                    @Override
                    public void run() {
                        rings.countDown();
                        if (rings.getCount() > 0) {
                            alarms.set(run, at, this);
                        }
                    }
                };

        alarms.set(run, at, again);

        assertThat(rings.await(10, TimeUnit.SECONDS)).isTrue();
    }
}
