package dev.millrace.testing;

import static dev.millrace.contracts.failure.FailureCode.INVALID_DATA;
import static dev.millrace.contracts.failure.FailureCode.STORE_UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private final PipelineTest pipeline =
            PipelineTest.of(
                            """
                            pipeline: night
                            steps:
                              load:   {type: noop, retry: {backoff: 90s, maxBackoff: 1h}}
                              report: {type: noop, catch: [{on: [INVALID_DATA]}]}
                              mail:   {type: noop, needs: [load], when: "1 == 2"}
                            """)
                    .startingAt(Instant.parse("2026-03-29T00:30:00Z"))
                    .step("load")
                    .takes(Duration.ofMillis(250))
                    .fails(STORE_UNAVAILABLE, "the store is away")
                    .succeeds()
                    .step("report")
                    .fails(INVALID_DATA, "row 7 is ragged")
                    .after(Duration.ofHours(1))
                    .pause(); // too late

    @Test
    void saysWhatHappenedWhen() {
        assertThat(pipeline.run().log())
                .isEqualTo(
                        """
                        pipeline 'night' from 2026-03-29T00:30:00Z
                                    0s  run        started
                                    0s  load #1    started
                                    0s  report #1  started
                                    0s  report #1  failed, caught: row 7 is ragged
                                 250ms  load #1    retrying: attempt 1 of 3 failed, next one in 90000 ms: the store is away
                          1m 30s 250ms  load #2    started
                          1m 30s 500ms  load #2    succeeded
                          1m 30s 500ms  mail       skipped, because 1 is 1, which is not == 2
                          1m 30s 500ms  run        succeeded: every step succeeded
                        """
                                .strip());
    }

    @Test
    void standsBesideWhatWasExpectedAndIsNot() {
        var run = pipeline.run();

        assertThat(run).succeeded().step("report").wasCaught().failedWith(INVALID_DATA);
        assertThatThrownBy(() -> assertThat(run).failed())
                .isInstanceOf(AssertionError.class)
                .hasMessage("the run should be FAILED, but is SUCCEEDED: null\n" + run.log());
        assertThatThrownBy(() -> assertThat(run).step("mail").succeeded())
                .hasMessageContaining("step 'mail' should be SUCCEEDED, but is SKIPPED: skipped,")
                .hasMessageEndingWith(run.log());
        assertThatThrownBy(() -> assertThat(run).step("load").startedAfter(Duration.ZERO))
                .hasMessageContaining(
                        "should have started after 0s, but started after 0s, 1m 30s 250ms");
        assertThatThrownBy(() -> assertThat(run).step("load").wasAsked("x", 1))
                .hasMessageContaining("should have been asked with x: 1, but was asked with {}");
        assertThatThrownBy(() -> assertThat(run).step("nail"))
                .hasMessage("there is no step 'nail'; the pipeline has load, report, mail");
    }
}
