package dev.millrace.testing;

import static dev.millrace.contracts.failure.FailureCode.INVALID_DATA;
import static dev.millrace.contracts.failure.FailureCode.SOURCE_NOT_FOUND;
import static dev.millrace.contracts.failure.FailureCode.TIMED_OUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All that time and people do to a run. */
class ChurnPipelineTest {

    private static final Map<String, Object> GOOD =
            Map.of("modelVersion", "churn@1", "metrics", Map.of("auc", 0.8));

    private PipelineTest pipeline;

    @BeforeEach
    void theWorldIsWell(@Pipeline("churn.yaml") PipelineTest churn) {
        pipeline =
                churn.step("ingest")
                        .succeeds(Map.of("reference", "churn@3"))
                        .step("prepare")
                        .succeeds(Map.of("preparedData", "00000000-0000-0000-0000-000000000001"))
                        .with("rate", 0.1);
    }

    @Test
    void deploysAModelThatIsGoodEnough() {
        var run = pipeline.step("train").takes(minutes(40)).succeeds(GOOD).run();

        assertThat(run)
                .succeeded()
                .took(minutes(40))
                .started("ingest", "prepare", "train", "good", "deploy", "tidy")
                .step("train")
                .wasAsked("optimizer", Map.of("type", "adam", "learningRate", 0.1))
                .step("deploy")
                .succeeded()
                .startedAfter(minutes(40))
                .wasAsked("model", "churn@1");
    }

    @Test
    void doesNotTryAgainWhatCannotPass() {
        var run = pipeline.step("ingest").fails(SOURCE_NOT_FOUND, "there is no churn.csv").run();

        assertThat(run)
                .failed()
                .says("there is no churn.csv")
                .started("ingest", "tidy")
                .step("ingest")
                .tried(1)
                .failedWith(SOURCE_NOT_FOUND);
    }

    @Test
    void endsEveryAttemptThatExceedsTheTimeout() {
        var run = pipeline.step("train").never().run();

        assertThat(run)
                .failed()
                .took(Duration.ofHours(3).plusSeconds(30))
                .step("train")
                .failedWith(TIMED_OUT)
                .says("took longer than its timeout of 1h")
                .startedAfter(
                        Duration.ZERO,
                        Duration.ofHours(1).plusSeconds(10),
                        Duration.ofHours(2).plusSeconds(30));
    }

    @Test
    void anOutcomeAtTheLastMomentStands() {
        assertThat(pipeline.step("train").takes(minutes(60)).succeeds(GOOD).run()).succeeded();
        assertThat(
                        pipeline.step("train")
                                .succeeds(GOOD)
                                .takes(minutes(60))
                                .after(minutes(60))
                                .cancel()
                                .run())
                .succeeded();
    }

    @Test
    void aCancelledRunStopsItsWorkAndTidiesUp() {
        var run = pipeline.step("train").never().after(minutes(5)).cancel().run();

        assertThat(run)
                .wasCancelled()
                .took(minutes(5))
                .started("ingest", "prepare", "train", "tidy")
                .step("train")
                .wasCancelled()
                .says("its job was cancelled")
                .step("deploy")
                .wasCancelled()
                .neverStarted();
    }

    @Test
    void workThatDoesNotStopIsLeftWhenTheGraceIsOver() {
        var run =
                pipeline.cancelGrace(seconds(20))
                        .step("train")
                        .never()
                        .stopsAfter(minutes(2))
                        .after(minutes(5))
                        .cancel()
                        .run();

        assertThat(run)
                .wasCancelled()
                .took(seconds(320))
                .step("train")
                .says("did not stop in time");
    }

    @Test
    void anOutcomeThatComesBeforeItsWorkStopsStands() {
        var run =
                pipeline.step("train")
                        .takes(seconds(310))
                        .stopsAfter(seconds(20))
                        .succeeds(GOOD)
                        .after(minutes(5))
                        .cancel()
                        .run();

        assertThat(run).wasCancelled().took(seconds(310)).step("train").succeeded();
    }

    @Test
    void aPausedRunStartsNothingUntilItIsResumed() {
        pipeline.step("train").takes(minutes(10)).succeeds(GOOD).after(minutes(5)).pause();

        var paused = pipeline.run();
        assertThat(paused).isPaused().step("train").succeeded().step("deploy").neverStarted();

        var resumed = pipeline.after(minutes(60)).resume().run();
        assertThat(resumed).succeeded().step("deploy").startedAfter(minutes(60));
    }

    @Test
    void aFailedRunResumesWithWhatDidNotSucceed() {
        var run =
                pipeline.step("train")
                        .fails(INVALID_DATA)
                        .succeeds(GOOD)
                        .after(minutes(30))
                        .resume()
                        .run();

        assertThat(run)
                .succeeded()
                .step("prepare")
                .tried(1)
                .step("train")
                .startedAfter(Duration.ZERO, minutes(30))
                .step("tidy")
                .tried(2);
    }

    @Test
    void stepsOfAnEndedRunStartOverWithAllThatNeedThem() {
        var run = pipeline.step("train").succeeds(GOOD).after(minutes(1)).rerun("good").run();

        assertThat(run)
                .succeeded()
                .started(
                        "ingest", "prepare", "train", "good", "deploy", "tidy", "good", "deploy",
                        "tidy");
    }

    private static Duration minutes(long minutes) {
        return Duration.ofMinutes(minutes);
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
