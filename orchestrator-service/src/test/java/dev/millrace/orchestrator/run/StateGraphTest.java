package dev.millrace.orchestrator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.orchestrator.RunState;
import dev.millrace.contracts.orchestrator.StepState;
import java.util.Arrays;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every pair of states: what is not listed here must not happen. */
class StateGraphTest {

    @Test
    void aRunMovesOnlyAlongItsGraph() {
        assertThat(pairs(RunState.values(), RunState::mayBecome))
                .isEqualTo(
                        """
                        PENDING -> RUNNING CANCELLING CANCELLED
                        RUNNING -> PAUSED CANCELLING SUCCEEDED FAILED
                        PAUSED -> RUNNING CANCELLING SUCCEEDED FAILED
                        CANCELLING -> SUCCEEDED FAILED CANCELLED
                        SUCCEEDED -> RUNNING
                        FAILED -> RUNNING
                        CANCELLED -> RUNNING\
                        """);
    }

    @Test
    void aStepMovesOnlyAlongItsGraph() {
        assertThat(pairs(StepState.values(), StepState::mayBecome))
                .isEqualTo(
                        """
                        WAITING -> READY SUCCEEDED FAILED SKIPPED CANCELLED
                        READY -> QUEUED RUNNING SUCCEEDED FAILED SKIPPED CANCELLED
                        QUEUED -> READY RUNNING SUCCEEDED FAILED SKIPPED CANCELLED
                        RUNNING -> RETRYING SUCCEEDED FAILED SKIPPED CANCELLED
                        RETRYING -> READY SUCCEEDED FAILED SKIPPED CANCELLED
                        SUCCEEDED ->
                        FAILED -> WAITING READY
                        SKIPPED -> WAITING READY
                        CANCELLED -> WAITING READY\
                        """);
    }

    private static <S extends Enum<S>> String pairs(S[] states, BiPredicate<S, S> mayBecome) {
        return Arrays.stream(states)
                .map(from ->
                        (from
                                        + " -> "
                                        + Arrays.stream(states)
                                                .filter(to -> mayBecome.test(from, to))
                                                .map(Enum::name)
                                                .collect(Collectors.joining(" ")))
                                .strip())
                .collect(Collectors.joining("\n"));
    }
}
