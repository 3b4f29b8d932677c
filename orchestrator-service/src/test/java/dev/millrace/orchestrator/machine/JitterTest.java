package dev.millrace.orchestrator.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.orchestrator.StepState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class JitterTest {

    private static final String MANY =
            """
            pipeline: many
            steps:
              all:
                type: map
                over: [%s]
                each: {type: noop, retry: {attempts: 2, backoff: 100s, jitter: 0.5}}
            """
                    .formatted("1,".repeat(200));

    /** Pauses in seconds after all items have failed at once. */
    private static List<Double> pauses() {
        var run = Played.of(MANY);
        for (var step : run.going()) {
            run.ends(step, Outcome.failed(FailureCode.WORKER_LOST, "away"));
        }
        return run.states().keySet().stream()
                .map(run::step)
                .filter(step -> step.state() == StepState.RETRYING)
                .map(step -> Duration.between(Played.START, step.wakeAt()).toMillis() / 1000.0)
                .toList();
    }

    @Test
    void stepsThatFailedTogetherDoNotTryAgainTogether() {
        var pauses = pauses();

        assertThat(pauses)
                .hasSize(200)
                .allSatisfy(pause -> assertThat(pause).isBetween(50.0, 100.0));
        assertThat(pauses.stream().distinct()).hasSizeGreaterThan(190);
        assertThat(pauses.stream().mapToDouble(Double::doubleValue).average().orElseThrow())
                .isBetween(70.0, 80.0);
    }

    @Test
    void theSameRunDrawsTheSamePauses() {
        assertThat(pauses()).isEqualTo(pauses());
    }
}
